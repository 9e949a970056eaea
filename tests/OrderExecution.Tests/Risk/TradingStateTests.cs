using Trading.Contracts;
using Trading.OrderExecution.Domain;
using Trading.OrderExecution.Risk;

namespace Trading.OrderExecution.Tests.Risk;

public sealed class TradingStateTests
{
    [Fact]
    public async Task Orders_at_once_never_share_the_last_of_a_limit()
    {
        var state = Orders.State();
        state.SetLimits(Venues.Simulator, new RiskLimits { MaxOpenOrders = 10, MaxOrdersPerSecond = 0 });
        var prices = Prices();

        var denials = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Task.Run(() => Check(state, prices, Orders.Draft(quantity: 0.001m)))));

        Assert.Equal(10, denials.Count(denial => denial is null));
        Assert.All(denials.Where(denial => denial is not null), denial => Assert.Equal("maxOpenOrders", denial!.Rule));
    }

    [Fact]
    public void An_order_that_was_not_stored_gives_its_place_back()
    {
        var state = Orders.State();
        state.SetLimits(Venues.Simulator, new RiskLimits { MaxOpenOrders = 1 });
        var (prices, first) = (Prices(), Orders.Draft(quantity: 0.001m));
        Check(state, prices, first);

        state.Release(first.Id);

        Assert.Null(Check(state, prices, Orders.Draft(quantity: 0.001m)));
    }

    [Fact]
    public void A_final_order_no_longer_counts_and_older_news_do_not_bring_it_back()
    {
        var state = Orders.State();
        var order = OrderMachine.Create(Orders.Draft(), DateTime.UtcNow).Next!;
        var accepted = OrderMachine.Accept(order, "7", DateTime.UtcNow, null).Next!;
        state.Observe(accepted);
        state.Observe(order);
        Assert.Equal(accepted, Assert.Single(state.OpenOrders()));

        state.Observe(OrderMachine.Cancel(accepted, DateTime.UtcNow, null).Next!);
        state.Observe(accepted);

        Assert.Empty(state.OpenOrders());
    }

    [Fact]
    public void Orders_of_every_name_at_the_venue_share_its_rate_and_its_places()
    {
        var state = Orders.State();
        state.SetLimits(Venues.Simulator, new RiskLimits { MaxOpenOrders = 3, MaxOrdersPerSecond = 3 });
        var prices = Prices();
        var at = DateTime.UtcNow;
        for (var i = 0; i < 3; i++)
        {
            Assert.Null(Check(state, prices, Orders.Draft(quantity: 0.001m) with { Account = $"acc{i}", CreatedAt = at }));
        }

        var open = Check(state, prices, Orders.Draft(quantity: 0.001m) with { CreatedAt = at });
        state.SetLimits(Venues.Simulator, new RiskLimits { MaxOpenOrders = 0, MaxOrdersPerSecond = 3 });
        var fast = Check(state, prices, Orders.Draft(quantity: 0.001m) with { CreatedAt = at });

        Assert.Equal(("maxOpenOrders", "orderRate"), (open?.Rule, fast?.Rule));
    }

    [Fact]
    public void A_replacement_counts_as_an_order_of_its_second()
    {
        var state = Orders.State();
        state.SetLimits(Venues.Simulator, new RiskLimits { MaxOrdersPerSecond = 1 });
        var (prices, original) = (Prices(), Orders.Draft(quantity: 0.001m));
        Assert.Null(Check(state, prices, original));

        var denial = Check(state, prices, Orders.Draft(quantity: 0.001m) with { Replaces = original.Id, CreatedAt = original.CreatedAt });

        Assert.Equal("orderRate", denial?.Rule);
        Assert.Equal(original, Assert.Single(state.OpenOrders()));
    }

    private static RiskDenial? Check(TradingState state, ReferencePrices prices, Order draft) =>
        state.CheckAndReserve(draft, prices, null, draft.CreatedAt, SilentProbe.Instance, out _);

    private static ReferencePrices Prices()
    {
        var prices = new ReferencePrices();
        prices.Observe("BTCUSDT", new ReferencePrice(60_000m, DateTime.UtcNow, DateTime.UtcNow));
        prices.Observe("BTCUSDT", new FeedHealth(null, DateTime.UtcNow, DateTime.UtcNow));
        return prices;
    }
}
