using System.Text.Json;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Trading.Contracts;
using Trading.OrderExecution.Domain;
using Trading.OrderExecution.Execution;
using Trading.Testing;

namespace Trading.OrderExecution.Tests.Messaging;

public sealed class BusTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
    private readonly ScriptedVenue _venue = new();

    [Fact]
    public async Task The_same_message_twice_is_one_order()
    {
        _venue.Next(order => _venue.Fill(order, 60_000m));
        await using var host = await OrdersHost.StartAsync(_venue);
        var bus = host.Services.GetRequiredService<IBus>();

        await bus.Publish(Submit("twice"));
        await bus.Publish(Submit("twice"));
        await bus.Publish(Submit("after"));
        await Poll.UntilAsync(() => _venue.Sent.Any(order => order.ClientOrderId == "after"), Deadline);

        Assert.Single(_venue.Sent, order => order.ClientOrderId == "twice");
        await Poll.UntilAsync(
            () => host.Published.OfType<OrderFilled>().Where(filled => filled.ClientOrderId == "twice").Select(filled => filled.FillId).Distinct().Count() == 1,
            Deadline);
    }

    [Fact]
    public async Task An_order_that_is_asked_for_again_is_reported_again_as_it_ended()
    {
        _venue.Next(order => _venue.Fill(order, 60_000m));
        await using var host = await OrdersHost.StartAsync(_venue);
        var bus = host.Services.GetRequiredService<IBus>();
        var submit = Submit("asked-again");
        await bus.Publish(submit);
        await Poll.UntilAsync(() => host.Published.OfType<OrderFilled>().Any(), Deadline);

        await bus.Publish(submit);
        await Poll.UntilAsync(() => host.Published.OfType<OrderFilled>().Count() == 2, Deadline);

        Assert.Single(host.Published.OfType<OrderFilled>().Select(filled => filled with { FilledAt = default }).Distinct());
        Assert.Single(_venue.Sent);
    }

    [Fact]
    public async Task A_request_that_is_no_order_is_denied_to_its_sender_and_not_stored()
    {
        await using var host = await OrdersHost.StartAsync(_venue);
        await host.Services.GetRequiredService<IBus>().Publish(Submit("no-order") with { Quantity = -1m });

        await Poll.UntilAsync(() => host.Published.OfType<OrderDenied>().Any(), Deadline);

        var denied = Assert.Single(host.Published.OfType<OrderDenied>());
        Assert.Equal(("no-order", "invalidRequest", Guid.Empty), (denied.ClientOrderId, denied.Rule, denied.OrderId));
        Assert.Empty((await host.GetAsync("/orders")).EnumerateArray());
        Assert.Empty(_venue.Sent);
    }

    [Fact]
    public async Task A_resume_comes_after_its_halt_even_when_the_clock_steps_back()
    {
        var clock = new SteppingClock();
        await using var host = await OrdersHost.StartAsync(_venue, time: clock);
        using var halt = await host.SendAsync(HttpMethod.Post, "/risk/halt");
        clock.StepBack(TimeSpan.FromMinutes(10));
        using var resume = await host.SendAsync(HttpMethod.Post, "/risk/resume");

        await Poll.UntilAsync(() => host.Published.OfType<TradingHalted>().Any(message => !message.Halted), Deadline);

        var messages = host.Published.OfType<TradingHalted>().ToList();
        Assert.True(messages.Last(message => !message.Halted).At > messages.First(message => message.Halted).At);
    }

    [Fact]
    public async Task A_halt_is_announced_again_after_a_restart_with_the_time_of_the_halt()
    {
        var folder = Directory.CreateTempSubdirectory("orders-halt-").FullName;
        TradingHalted halted;
        await using (var host = await OrdersHost.StartAsync(_venue, folder: folder))
        {
            using var halt = await host.SendAsync(HttpMethod.Post, "/risk/halt");
            await Poll.UntilAsync(() => host.Published.OfType<TradingHalted>().Any(), Deadline);
            halted = host.Published.OfType<TradingHalted>().First();
        }

        await using (var host = await OrdersHost.StartAsync(_venue, folder: folder))
        {
            await Poll.UntilAsync(() => host.Published.OfType<TradingHalted>().Any(), Deadline);
            Assert.Equal(halted, host.Published.OfType<TradingHalted>().First());
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task An_exit_that_overtakes_the_fill_of_its_entry_waits_for_it()
    {
        _venue.Gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _venue.Next(order => _venue.Fill(order, 60_000m));
        _venue.Next(order => _venue.Fill(order, 60_000m));
        await using var host = await OrdersHost.StartAsync(_venue, settings: "--Orders:MaxSendDelayMs=60000");
        var bus = host.Services.GetRequiredService<IBus>();
        await bus.Publish(Submit("entry"));
        await Poll.UntilAsync(() => _venue.Sent.Count == 1, Deadline);

        await bus.Publish(Submit("exit") with { Side = Side.Sell, ReduceOnly = true });
        await Poll.UntilAsync(
            () => host.Client.GetStringAsync("/metrics"),
            text => text.Contains("risk_checks_total{result=\"denied\",rule=\"reduceOnly\"} 1", StringComparison.Ordinal),
            Deadline);
        Assert.Single(_venue.Sent);
        _venue.Gate.SetResult();

        await Poll.UntilAsync(() => host.Published.OfType<OrderFilled>().Count() == 2, Deadline);
        Assert.Empty(host.Published.OfType<OrderDenied>());
        Assert.Equal("0", (await host.GetAsync("/positions"))[0].GetProperty("quantity").GetString());
    }

    [Fact]
    public async Task A_cancel_over_the_bus_cancels_and_again_does_nothing()
    {
        await using var host = await OrdersHost.StartAsync(_venue);
        var bus = host.Services.GetRequiredService<IBus>();
        await bus.Publish(Submit("to-cancel", price: 59_000m));
        await Poll.UntilAsync(() => host.Published.OfType<OrderAccepted>().Any(), Deadline);

        var cancel = new CancelOrder { ClientOrderId = "to-cancel", Account = "main", RequestedAt = DateTime.UtcNow };
        await bus.Publish(cancel);
        await bus.Publish(cancel);

        await Poll.UntilAsync(() => host.Published.OfType<OrderCancelled>().Any(), Deadline);
        Assert.Equal("cancelled", (await host.GetAsync("/orders"))[0].GetProperty("status").GetString());
    }

    [Fact]
    public async Task Ticks_are_the_reference_that_orders_are_measured_by()
    {
        await using var host = await OrdersHost.StartAsync(_venue, withPrice: false);
        var bus = host.Services.GetRequiredService<IBus>();
        using var before = await host.SubmitAsync(Orders.Market("blind"));
        var now = DateTime.UtcNow;

        await bus.Publish(new TicksPublished { Venue = Venues.Simulator, Symbol = "BTCUSDT", Ticks = [new Trade(1, 60_000m, 1m, Side.Buy, now, now)] });
        await host.PublishFeedAsync(bookInSync: true);
        await Poll.UntilAsync(
            async () => (await host.SubmitAsync(Orders.Market(Guid.NewGuid().ToString("N")))).IsSuccessStatusCode, Deadline);

        Assert.Equal("priceReference", (await host.GetAsync("/orders?status=denied&limit=500")).EnumerateArray().Last().GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("abook")]
    [InlineData("bbook")]
    public async Task Nothing_is_priced_from_a_book_that_is_not_in_sync(string route)
    {
        await using var host = await OrdersHost.StartAsync(_venue);
        await host.PublishFeedAsync(bookInSync: false);
        using var problem = await Poll.UntilAsync(async () => await DenialAsync(host, route), denial => denial is not null, Deadline);
        Assert.Equal("stalePrice", problem!.RootElement.GetProperty("code").GetString());

        await host.PublishFeedAsync(bookInSync: true);
        await Poll.UntilAsync(async () => await DenialAsync(host, route) is null, Deadline);
    }

    [Fact]
    public async Task An_order_that_rests_in_the_house_waits_while_the_feed_is_stale()
    {
        await using var host = await OrdersHost.StartAsync(_venue);
        await host.PlaceAsync(Orders.Limit("rests", "59000", route: "bbook"));
        var prices = host.Of<ReferencePrices>();
        var house = host.Of<InternalExecution>();
        prices.Observe("BTCUSDT", new ReferencePrice(58_000m, DateTime.UtcNow, DateTime.UtcNow));

        prices.Observe("BTCUSDT", new FeedHealth("book out of sync", DateTime.UtcNow, DateTime.UtcNow));
        await house.OnPriceAsync("BTCUSDT", TestContext.Current.CancellationToken);
        Assert.Equal("accepted", (await host.GetAsync("/orders"))[0].GetProperty("status").GetString());

        prices.Observe("BTCUSDT", new FeedHealth(null, DateTime.UtcNow, DateTime.UtcNow));
        await house.OnPriceAsync("BTCUSDT", TestContext.Current.CancellationToken);
        Assert.Equal("filled", (await host.GetAsync("/orders"))[0].GetProperty("status").GetString());
    }

    [Fact]
    public async Task Halting_is_published_and_stops_orders_until_resumed()
    {
        await using var host = await OrdersHost.StartAsync(_venue);

        using var halt = await host.SendAsync(HttpMethod.Post, "/risk/halt", new { reason = "drill" });
        using var denied = await host.SubmitAsync(Orders.Market("while-halted"));
        using var resume = await host.SendAsync(HttpMethod.Post, "/risk/resume");
        using var placed = await host.SubmitAsync(Orders.Market("after-resume"));

        Assert.Contains("killSwitch", await denied.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.True(placed.IsSuccessStatusCode);
        await Poll.UntilAsync(() => host.Published.OfType<TradingHalted>().Select(message => message.Halted).SequenceEqual([true, false]), Deadline);
    }

    private static SubmitOrder Submit(string clientOrderId, decimal? price = null) => new()
    {
        ClientOrderId = clientOrderId,
        Account = "main",
        Symbol = "BTCUSDT",
        Side = Side.Buy,
        Type = price is null ? OrderType.Market : OrderType.Limit,
        Quantity = 0.01m,
        Price = price,
        Strategy = "ma-cross",
        SubmittedAt = DateTime.UtcNow,
    };

    private static async Task<JsonDocument?> DenialAsync(OrdersHost host, string route)
    {
        using var response = await host.SubmitAsync(Orders.Limit(Guid.NewGuid().ToString("N"), "60000", route: route));
        return response.IsSuccessStatusCode ? null : JsonDocument.Parse(await response.Content.ReadAsStringAsync());
    }
}
