using Trading.Contracts;
using Trading.Exchanges.Binance.Spot;
using Trading.Exchanges.Limits;
using Trading.Exchanges.Orders;

namespace Trading.Exchanges.Tests.Orders;

/// <summary>Orders and everybody else on one IP, over one ledger.</summary>
public sealed class SharedWeightTests
{
    [Fact]
    public async Task Too_many_orders_stop_orders_and_too_much_weight_stops_everybody_on_the_ip()
    {
        await using var server = await TradingServer.StartAsync();
        server.Answer(429, """{"code":-1015,"msg":"Too many new orders."}""", ("Retry-After", "30"));
        server.Answer(429, """{"code":-1003,"msg":"Too much request weight used."}""", ("Retry-After", "30"));
        var ledger = new MemoryWeightLedger();
        var client = Client(server.Url, Gate(ledger));
        var download = Gate(ledger);

        await client.PlaceAsync(Order());
        var order = await client.PlaceAsync(Order());
        var free = await download.AcquireAsync(2, RequestLane.Resync, "", TestContext.Current.CancellationToken, patience: TimeSpan.FromSeconds(2));
        await download.CompleteAsync(free, usedWeight: 2, TestContext.Current.CancellationToken);
        await client.QueryAsync("BTCUSDT", "c1", CancellationToken.None);

        Assert.Equal(VenueErrorClass.RateLimited, Assert.IsType<OrderOutcome.Rejected>(order).Refusal.Class);
        Assert.Equal(2, free.Weight);
        await Assert.ThrowsAsync<WeightPausedException>(
            async () => await download.AcquireAsync(2, RequestLane.Resync, "", TestContext.Current.CancellationToken, patience: TimeSpan.FromSeconds(2)));
    }

    [Fact]
    public async Task An_order_finds_weight_when_a_backfill_has_used_all_of_its_own()
    {
        await using var server = await TradingServer.StartAsync();
        var ledger = new MemoryWeightLedger();
        var budget = new WeightBudget("spot", 6000, TimeSpan.FromDays(1)) { OrdersReserve = 0.1, Burst = 1 };
        await ledger.ReserveAsync("spot", budget.WindowOf(DateTime.UtcNow), 5380, 6000, DateTime.UtcNow, CancellationToken.None);
        var backfill = new WeightGate(budget, ledger, TimeProvider.System).AcquireAsync(20, RequestLane.Backfill, "BTCUSDT", TestContext.Current.CancellationToken, TimeSpan.Zero);
        var client = Client(server.Url, new WeightGate(budget, ledger, TimeProvider.System));

        await client.PlaceAsync(Order());

        await Assert.ThrowsAsync<WeightPausedException>(async () => await backfill);
        Assert.Single(server.Orders);
    }

    private static NewVenueOrder Order() =>
        new("BTCUSDT", "c1", Side.Buy, OrderType.Market, TimeInForce.Gtc, 0.50m, null, null, DateTime.UtcNow.AddSeconds(30), () => true);

    private static BinanceOrderClient Client(Uri url, WeightGate gate) => OrderClients.Of(OrderClients.Options(url), gate);

    private static WeightGate Gate(IWeightLedger ledger) => new(new WeightBudget("spot", 6000, TimeSpan.FromMinutes(1)), ledger, TimeProvider.System);
}
