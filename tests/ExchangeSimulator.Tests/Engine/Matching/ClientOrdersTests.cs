using Trading.Contracts;
using Trading.ExchangeSimulator.Engine.Markets;
using Trading.ExchangeSimulator.Engine.Matching;

namespace Trading.ExchangeSimulator.Tests.Engine.Matching;

public sealed class ClientOrdersTests
{
    private readonly Markets _venue = Markets.Spot().Run(50);

    private decimal Bid => E8.ToDecimal(_venue.Market.BestBid);

    private decimal Ask => E8.ToDecimal(_venue.Market.BestAsk);

    [Fact]
    public void A_market_order_fills_as_taker_in_the_public_tape()
    {
        var (order, refusal) = _venue.Place(Side.Buy, OrderKind.Market, 0.1m);

        Assert.Null(refusal);
        Assert.Equal(OrderState.Filled, order.State);
        Assert.All(order.Fills, fill => Assert.False(fill.IsMaker));
        Assert.Equal(order.Fills.Select(f => f.TradeId), _venue.Feed.Trades.TakeLast(order.Fills.Count).Select(t => t.Id));
    }

    [Fact]
    public void An_order_that_finds_nothing_expires_when_it_may_not_wait_and_frees_its_money()
    {
        var (order, _) = _venue.Place(Side.Buy, OrderKind.Limit, 0.1m, Bid - 100, TimeInForce.Ioc);

        Assert.Equal(OrderState.Expired, order.State);
        Assert.Equal((1_000_000m, 0m), _venue.Account.Balances["USDT"]);
    }

    [Fact]
    public void A_fill_or_kill_order_larger_than_the_book_leaves_no_fill()
    {
        var (order, _) = _venue.Place(Side.Sell, OrderKind.Limit, 9m, Bid, TimeInForce.Fok);

        Assert.Equal(OrderState.Expired, order.State);
        Assert.Empty(order.Fills);
    }

    [Fact]
    public void A_maker_order_that_would_take_is_refused()
    {
        var (_, refusal) = _venue.Place(Side.Buy, OrderKind.LimitMaker, 0.1m, Ask);

        Assert.Equal((-2010, "Order would immediately match and take."), (refusal!.Code, refusal.Message));
    }

    [Fact]
    public void A_resting_order_is_filled_as_maker_when_the_tape_comes_to_it()
    {
        var (order, _) = _venue.Place(Side.Buy, OrderKind.Limit, 0.01m, Bid + 0.01m);
        for (var i = 0; i < 5_000 && order.IsOpen; i++)
        {
            _venue.Market.Step();
        }

        Assert.Equal(OrderState.Filled, order.State);
        Assert.All(order.Fills, fill => Assert.True(fill.IsMaker));
        Assert.All(order.Fills, fill => Assert.Equal(order.Price, fill.Price));
    }

    [Fact]
    public void A_stop_waits_for_its_price_and_then_sells_at_the_market()
    {
        var (order, _) = _venue.Place(Side.Sell, OrderKind.StopLoss, 0.01m, stop: Bid - 5);
        Assert.False(order.Working);
        for (var i = 0; i < 200_000 && order.IsOpen; i++)
        {
            _venue.Market.Step();
        }

        Assert.Equal(OrderState.Filled, order.State);
    }

    [Fact]
    public void A_second_order_with_an_open_client_id_is_a_duplicate_and_a_later_one_is_not()
    {
        var (first, _) = _venue.Place(Side.Buy, OrderKind.Limit, 0.1m, Bid - 100, id: "same");
        var (_, duplicate) = _venue.Place(Side.Buy, OrderKind.Limit, 0.1m, Bid - 100, id: "same");
        _venue.Market.Orders.Cancel(first);
        var (_, later) = _venue.Place(Side.Buy, OrderKind.Limit, 0.1m, Bid - 100, id: "same");

        Assert.Equal("Duplicate order sent.", duplicate!.Message);
        Assert.Null(later);
    }

    [Fact]
    public void Locks_and_fees_add_up_over_many_random_orders()
    {
        var random = new SeededRandom(11);
        List<ClientOrder> orders = [];
        for (var i = 0; i < 300; i++)
        {
            _venue.Run(5);
            var side = random.NextChance(0.5) ? Side.Buy : Side.Sell;
            var quantity = decimal.Round((decimal)random.NextFraction() * 0.05m + 0.001m, 5);
            var (order, refusal) = random.NextChance(0.5)
                ? _venue.Place(side, OrderKind.Market, quantity)
                : _venue.Place(side, OrderKind.Limit, quantity, side == Side.Buy ? Bid : Ask);
            if (refusal is null)
            {
                orders.Add(order);
            }

            if (random.NextChance(0.3) && orders.Find(o => o.IsOpen) is { } open)
            {
                _venue.Market.Orders.Cancel(open);
            }
        }

        var fills = orders.SelectMany(o => o.Fills.Select(f => (o.Side, Fill: f))).ToList();
        var usdt = 1_000_000m;
        var btc = 10m;
        foreach (var (side, fill) in fills)
        {
            var (money, goods) = (E8.ToDecimal(fill.Price) * E8.ToDecimal(fill.Quantity), E8.ToDecimal(fill.Quantity));
            usdt += side == Side.Buy ? -money : money - fill.Commission;
            btc += side == Side.Buy ? goods - fill.Commission : -goods;
        }

        Assert.True(fills.Count > 100);
        Assert.Equal(usdt, _venue.Account.Balances["USDT"].Free + _venue.Account.Balances["USDT"].Locked);
        Assert.Equal(btc, _venue.Account.Balances["BTC"].Free + _venue.Account.Balances["BTC"].Locked);
        Assert.Equal(orders.Where(o => o.IsOpen && o.Side == Side.Buy).Sum(o => o.Locked), _venue.Account.Balances["USDT"].Locked);
        Assert.Equal(orders.Where(o => o.IsOpen && o.Side == Side.Sell).Sum(o => o.Locked), _venue.Account.Balances["BTC"].Locked);
    }
}
