using Trading.Contracts;
using Trading.Strategies.Shipped;

namespace Trading.Strategies.Tests.Shipped;

public sealed class GridTests
{
    [Fact]
    public void It_rests_rungs_below_the_price_and_sells_each_fill_one_rung_higher()
    {
        var host = new FakeHost(new Grid { Rungs = 2, Spacing = 0.25m, EquityFraction = 0.5m, StopLoss = 0.9m }, false);
        host.Closes(125);
        Assert.Equal([(Side.Buy, 100m, 25m), (Side.Buy, 80m, 31.25m)], Working(host));
        host.Bar(120, 99, 110);
        Assert.Equal(25, host.Quantity);
        Assert.Equal([(Side.Buy, 80m, 31.25m), (Side.Sell, 125m, 25m)], Working(host));
        host.Bar(126, 110, 120);
        Assert.Equal((0m, 10_625m), (host.Quantity, host.Equity));
        Assert.Equal([(Side.Buy, 80m, 31.25m), (Side.Buy, 100m, 25m)], Working(host));
    }

    [Fact]
    public void It_moves_up_with_a_price_that_leaves_it_behind()
    {
        var host = new FakeHost(new Grid { Rungs = 1, Spacing = 0.25m, StopLoss = 0.9m }, false);
        host.Closes(125, 149);
        Assert.Equal(100, Working(host).Single().Price);
        host.Closes(156.25m);
        Assert.Equal(125, Working(host).Single().Price);
    }

    [Fact]
    public void It_closes_all_at_the_stop_and_begins_anew_below()
    {
        var host = new FakeHost(new Grid { Rungs = 1, Spacing = 0.25m, StopLoss = 0.1m }, false);
        host.Closes(125);
        host.Bar(120, 99, 95);
        Assert.True(host.Quantity > 0);
        host.Closes(90);
        Assert.Equal((OrderKind.Market, Side.Sell), (host.Requests[^1].Kind, host.Requests[^1].Side));
        host.Closes(90);
        Assert.Equal(0, host.Quantity);
        Assert.Equal(72, Working(host).Single().Price);
    }

    [Fact]
    public void A_short_grid_sells_above_and_buys_back_one_rung_lower()
    {
        var host = new FakeHost(new Grid { Rungs = 1, Spacing = 0.25m, StopLoss = 0.9m, EquityFraction = 0.5m, Short = true }, true);
        host.Closes(80);
        Assert.Equal([(Side.Sell, 100m, 50m)], Working(host));
        host.Bar(101, 90, 95);
        Assert.Equal([(Side.Buy, 80m, 50m)], Working(host));
        host.Bar(95, 79, 85);
        Assert.Equal((0m, 11_000m), (host.Quantity, host.Equity));
        Assert.Equal([(Side.Sell, 100m, 50m)], Working(host));
    }

    [Fact]
    public void Nothing_rests_while_it_warms_up_or_where_it_cannot_sell_short()
    {
        var host = new FakeHost(new Grid(), false) { IsWarmingUp = true };
        host.Closes(100, 101);
        Assert.Empty(host.Requests);
        host = new FakeHost(new Grid { Short = true }, false);
        host.Closes(100, 101);
        Assert.Empty(host.Requests);
        Assert.Throws<ArgumentException>(() => new Grid { Rungs = 10, Spacing = 0.1m }.Validate());
    }

    private static IEnumerable<(Side Side, decimal Price, decimal Quantity)> Working(FakeHost host) =>
        host.Markets[0].Orders.Select(order => (order.Side, order.Price!.Value, order.Quantity));
}
