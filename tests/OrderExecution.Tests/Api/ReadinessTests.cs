using System.Net.Http.Json;
using System.Text.Json;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Trading.Contracts;
using Trading.Exchanges.Orders;
using Trading.Testing;

namespace Trading.OrderExecution.Tests.Api;

/// <summary>The rows of order execution in the readiness table of the telemetry page.</summary>
public sealed class ReadinessTests : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
    private readonly ScriptedVenue _venue = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("orders-ready-").FullName;

    [Fact]
    public async Task It_is_unhealthy_until_the_venue_has_stated_the_balances()
    {
        _venue.StatesBalances = false;
        await using var host = await StartAsync();
        using var reconciled = await host.SendAsync(HttpMethod.Post, "/orders/reconcile");

        Assert.Equal("unhealthy", await StatusAsync(host));

        _venue.StatesBalances = true;
        await Poll.UntilAsync(async () => await StatusAsync(host) == "healthy", Deadline);
    }

    [Fact]
    public async Task It_is_unhealthy_until_the_venue_has_stated_its_order_rules()
    {
        _venue.RulesGate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var host = await StartAsync(withPrice: false);
        using var reconciled = await host.SendAsync(HttpMethod.Post, "/orders/reconcile");

        Assert.Equal("unhealthy", await StatusAsync(host));

        _venue.RulesGate.SetResult();
        await Poll.UntilAsync(async () => await StatusAsync(host) == "healthy", Deadline);
    }

    [Fact]
    public async Task It_is_unhealthy_until_stored_orders_have_been_compared_with_the_venue()
    {
        await using (var before = await StartAsync())
        {
            await before.PlaceAsync(Orders.Limit("resting", "59000"));
        }

        (_venue.Answers, _venue.StatesBalances) = (false, true);
        await using var host = await StartAsync();
        using var reconciled = await host.SendAsync(HttpMethod.Post, "/orders/reconcile");

        Assert.Equal("unhealthy", await StatusAsync(host));

        _venue.Answers = true;
        await Poll.UntilAsync(async () => await StatusAsync(host) == "healthy", Deadline);
    }

    [Fact]
    public async Task It_is_degraded_while_an_outcome_is_unknown()
    {
        _venue.AcceptanceWindow = TimeSpan.FromHours(1);
        _venue.Next(_ => new OrderOutcome.Unknown("timeout"));
        await using var host = await StartAsync();
        await host.PlaceAsync(Orders.Market("lost"));

        await Poll.UntilAsync(async () => await StatusAsync(host) == "degraded", Deadline);
    }

    [Fact]
    public async Task It_is_degraded_while_the_venue_leaves_questions_unanswered()
    {
        await using var host = await StartAsync();
        await Poll.UntilAsync(async () => await StatusAsync(host) == "healthy", Deadline);

        await host.PlaceAsync(Orders.Limit("resting", "59000"));
        _venue.Answers = false;

        await Poll.UntilAsync(async () => await StatusAsync(host) == "degraded", Deadline);
    }

    [Fact]
    public async Task A_venue_that_cannot_be_reached_is_named_with_the_reason()
    {
        var port = FreePort.Next();
        await using var host = await OrdersHost.StartAsync(
            folder: _folder, withPrice: false, settings: ["--Readiness:CacheMs=0", $"--Venue:RestUrl=http://127.0.0.1:{port}"]);
        var cause = $"127.0.0.1:{port} cannot be reached (connection refused)";

        var check = await Poll.UntilAsync(() => CheckAsync(host), check => check.TryGetProperty("cause", out _), Deadline);

        Assert.Equal(("unhealthy", cause), (check.GetProperty("status").GetString(), check.GetProperty("cause").GetString()));
        Assert.StartsWith(cause + ", ", check.GetProperty("description").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_end_of_a_replay_is_told_and_degrades_nothing()
    {
        await using var host = await StartAsync();
        var ended = OrdersHost.Feed(bookInSync: false) with { Status = FeedStatus.Ended, Reason = "the replay has ended" };

        var check = await Poll.UntilAsync(
            async () =>
            {
                await host.Services.GetRequiredService<IBus>().Publish(ended with { At = DateTime.UtcNow });
                return await CheckAsync(host);
            },
            check => check.GetProperty("description").GetString()!.Contains("replay", StringComparison.Ordinal),
            Deadline);

        Assert.Equal(
            ("healthy", "Reconciled with the venue; the replay has ended."),
            (check.GetProperty("status").GetString(), check.GetProperty("description").GetString()));
    }

    [Fact]
    public async Task It_is_healthy_without_a_venue_that_takes_orders()
    {
        _venue.Answers = false;
        await using var host = await StartAsync(settings: "--Venue:ApiKey=");

        Assert.Equal("healthy", await StatusAsync(host));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Task<OrdersHost> StartAsync(bool withPrice = true, params string[] settings) => OrdersHost.StartAsync(
        _venue, folder: _folder, withPrice: withPrice, settings: ["--Readiness:CacheMs=0", .. settings]);

    // Of the one check: other dependencies have rows of their own.
    private static async Task<string?> StatusAsync(OrdersHost host) => (await CheckAsync(host)).GetProperty("status").GetString();

    private static async Task<JsonElement> CheckAsync(OrdersHost host)
    {
        using var response = await host.Client.GetAsync("/ready");
        var checks = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("checks");
        return checks.GetProperty("orders-reconciled");
    }
}
