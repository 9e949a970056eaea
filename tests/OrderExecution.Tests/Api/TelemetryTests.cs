using System.Diagnostics;
using System.Text.RegularExpressions;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Trading.Contracts;
using Trading.Exchanges.Orders;
using Trading.Testing;

namespace Trading.OrderExecution.Tests.Api;

public sealed class TelemetryTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    /// <summary>The names of the telemetry contract that order execution owns; one per line of its table.</summary>
    private static readonly string[] Names =
    [
        "orders_total", "order_execution_duration_seconds", "order_slo_total", "order_rejections_total", "risk_checks_total", "risk_check_duration_seconds",
        "trading_halted", "lp_connected", "lp_latency_seconds", "lp_quotes_total", "lp_orders_total", "lp_rejects_total", "positions_active",
        "positions_unrealized_pnl", "positions_realized_pnl", "positions_net_exposure", "account_balance", "account_equity", "account_margin_used",
        "account_margin_free", "account_margin_usage_ratio", "account_balance_differences_total", "websocket_connections", "outbox_pending", "outbox_oldest_seconds",
        "halt_cancels_total", "halt_cancels_pending",
    ];

    private readonly ScriptedVenue _venue = new();

    [Fact]
    public async Task Every_metric_of_order_execution_is_scraped_under_its_name()
    {
        _venue.Next(order => _venue.Fill(order, 60_000m));
        _venue.Next(_ => new OrderOutcome.Rejected(new VenueRefusal(VenueErrorClass.InsufficientBalance, -2010, "no")));
        await using var host = await OrdersHost.StartAsync(_venue);
        await host.PlaceAsync(Orders.Market("metric-1"));
        await host.PlaceAsync(Orders.Market("metric-2"));
        await host.PlaceAsync(Orders.Limit("metric-3", "59000"));
        using var halt = await host.SendAsync(HttpMethod.Post, "/risk/halt");
        var now = DateTime.UtcNow;
        await host.Services.GetRequiredService<IBus>().Publish(
            new TicksPublished { Venue = Venues.Simulator, Symbol = "BTCUSDT", Ticks = [new Trade(1, 60_000m, 1m, Side.Buy, now, now)] });

        var text = await Poll.UntilAsync(() => host.Client.GetStringAsync("/metrics"), scraped => scraped.Contains("lp_quotes_total{", StringComparison.Ordinal), Deadline);

        Assert.All(Names, name => Assert.Contains($"# TYPE {name} ", text, StringComparison.Ordinal));
        Assert.Contains("orders_total{order_type=\"market\",route=\"abook\",status=\"filled\",symbol=\"BTCUSDT\"} 1", text, StringComparison.Ordinal);
        Assert.Contains("order_rejections_total{reason=\"insufficientBalance\"} 1", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_latency_of_a_quote_counts_from_its_match_at_the_venue_not_in_a_recording()
    {
        await using var host = await OrdersHost.StartAsync(_venue);
        var now = DateTime.UtcNow;
        Trade[] ticks =
        [
            new(1, 60_000m, 1m, Side.Buy, now.AddSeconds(-7), now),
            new(2, 60_000m, 1m, Side.Buy, now.AddMinutes(2), now.AddMinutes(2)),
            new(3, 60_000m, 1m, Side.Buy, now.AddDays(-30), now),
        ];
        foreach (var tick in ticks)
        {
            await host.Services.GetRequiredService<IBus>().Publish(
                new TicksPublished { Venue = Venues.Simulator, Symbol = "BTCUSDT", Ticks = [tick] });
        }

        var text = await Poll.UntilAsync(
            () => host.Client.GetStringAsync("/metrics"), scraped => Regex.IsMatch(scraped, "lp_quotes_total{.*} 3\\b"), Deadline);

        Assert.Contains("lp_latency_seconds_count{kind=\"quote\",lp=\"simulator\"} 2", text, StringComparison.Ordinal);
        Assert.Contains("lp_latency_seconds_bucket{kind=\"quote\",lp=\"simulator\",le=\"0.001\"} 1", text, StringComparison.Ordinal);
        Assert.Contains("lp_latency_seconds_bucket{kind=\"quote\",lp=\"simulator\",le=\"5\"} 1", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_trace_leads_from_the_request_over_the_outbox_to_the_fill()
    {
        _venue.Next(order => _venue.Fill(order, 60_000m));
        await using var host = await OrdersHost.StartAsync(_venue);
        using var request = new Activity("strategy").SetIdFormat(ActivityIdFormat.W3C).Start();
        request.ActivityTraceFlags = ActivityTraceFlags.Recorded;

        await host.Services.GetRequiredService<IBus>().Publish(new SubmitOrder
        {
            ClientOrderId = "traced",
            Account = "main",
            Symbol = "BTCUSDT",
            Side = Side.Buy,
            Type = OrderType.Market,
            Quantity = 0.01m,
            SubmittedAt = DateTime.UtcNow,
        });
        request.Stop();

        var published = host.Services.GetRequiredService<PublishedMessages>();
        await Poll.UntilAsync(() => published.All.OfType<OrderFilled>().Any(), Deadline);
        Assert.Equal(request.TraceId.ToHexString(), (await host.GetAsync("/orders"))[0].GetProperty("traceId").GetString());
        Assert.Equal(request.TraceId.ToHexString(), Assert.Single(published.TraceIds[nameof(OrderFilled)]));
    }
}
