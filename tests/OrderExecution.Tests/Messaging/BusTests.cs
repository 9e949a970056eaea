using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Trading.Contracts;
using Trading.Testing;

namespace Trading.OrderExecution.Tests.Messaging;

public sealed class BusTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);
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
        await Poll.UntilAsync(() => host.Published.OfType<OrderFilled>().Count(filled => filled.ClientOrderId == "twice") == 1, Deadline);
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
        await Poll.UntilAsync(
            async () => (await host.SubmitAsync(Orders.Market(Guid.NewGuid().ToString("N")))).IsSuccessStatusCode, Deadline);

        Assert.Equal("priceReference", (await host.GetAsync("/orders?status=denied&limit=500")).EnumerateArray().Last().GetProperty("code").GetString());
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
}
