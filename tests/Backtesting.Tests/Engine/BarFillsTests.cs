using Trading.Contracts;
using Trading.Strategies;

namespace Trading.Backtesting.Tests.Engine;

/// <summary>The declared rule on bars, by hand: 1 % slippage for takers, none for makers.</summary>
public sealed class BarFillsTests
{
    private readonly Scripted _strategy = new();
    private Bench? _bench;

    [Fact]
    public void A_market_order_fills_at_the_next_open_and_not_before()
    {
        var bench = At(0, market => market.Buy(Size.Quantity(1m))).Flat(100m);
        Assert.Empty(bench.Fills);
        bench.Bar(110m, 120m, 90m, 95m);
        Assert.Equal([(111.1m, 1m, FillRule.NextOpen)], bench.Fills);
        Assert.Equal(10_000m - 111.1m - 0.1111m, bench.Account.Cash);
    }

    [Fact]
    public void A_limit_must_be_crossed_and_not_only_touched()
    {
        var bench = At(0, market => Limit(market, Side.Buy, 95m)).Flat(100m).Bar(100m, 101m, 95m, 100m);
        Assert.Empty(bench.Fills);
        bench.Bar(100m, 101m, 94.9m, 100m);
        Assert.Equal([(95m, 1m, FillRule.BarCross)], bench.Fills);
        Assert.Equal(10_000m - 95m - 0.0475m, bench.Account.Cash);
    }

    [Fact]
    public void A_new_limit_beyond_the_open_is_a_takers_never_worse_than_its_price()
    {
        var bench = At(0, market => Limit(market, Side.Buy, 100.5m)).Flat(100m).Flat(100m);
        Assert.Equal([(100.5m, 1m, FillRule.NextOpen)], bench.Fills);
        Assert.Equal(Liquidity.Taker, bench.Engine.Fills[0].Liquidity);
    }

    [Fact]
    public void A_post_only_order_that_would_take_expires()
    {
        At(0, market => Limit(market, Side.Buy, 105m, TimeInForce.Gtx)).Flat(100m).Flat(100m);
        Assert.Equal([OrderEnd.Expired], _strategy.Ends);
    }

    [Fact]
    public void An_immediate_order_away_from_the_open_expires()
    {
        At(0, market => Limit(market, Side.Buy, 95m, TimeInForce.Ioc)).Flat(100m).Flat(100m);
        Assert.Equal([OrderEnd.Expired], _strategy.Ends);
    }

    [Theory]
    [InlineData("100", "94", "94.05", FillRule.BarStop)]
    [InlineData("90", "89", "89.1", FillRule.GapStop)]
    public void A_stop_fills_at_its_price_or_at_the_open_beyond_it(decimal open, decimal low, decimal price, FillRule rule)
    {
        var bench = At(0, market => market.Buy(Size.Quantity(1m)));
        _strategy.AtBar[1] = market => market.Submit(new OrderRequest
        {
            Side = Side.Sell,
            Kind = OrderKind.Stop,
            Size = Size.Quantity(1m),
            StopPrice = 95m,
            ReduceOnly = true,
        });
        bench.Flat(100m).Flat(100m).Bar(open, open, low, low);
        Assert.Equal((price, 1m, rule), bench.Fills.Last());
    }

    [Fact]
    public void A_stop_comes_before_a_target_inside_one_bar_and_cancels_it()
    {
        var bench = Bracket().Flat(100m).Flat(100m).Bar(100m, 130m, 80m, 100m);
        Assert.Equal([FillRule.NextOpen, FillRule.BarStop], bench.Fills.Select(fill => fill.Rule));
        Assert.Equal((89.1m, 1m, FillRule.BarStop), bench.Fills.Last());
        Assert.Equal([OrderEnd.BracketDone], _strategy.Ends);
        Assert.Empty(bench.Engine.Markets[0].Orders);
    }

    [Fact]
    public void A_target_that_is_crossed_cancels_the_stop()
    {
        var bench = Bracket().Flat(100m).Flat(100m).Bar(100m, 121m, 99m, 100m).Bar(100m, 100m, 50m, 50m);
        Assert.Equal([(101m, 1m, FillRule.NextOpen), (120m, 1m, FillRule.BarCross)], bench.Fills);
        Assert.Equal(10_000m + 19m - 0.101m - 0.06m, bench.Account.Cash);
    }

    [Fact]
    public void What_a_limit_opened_inside_a_bar_can_be_stopped_in_it_and_takes_no_profit_in_it()
    {
        var bench = At(0, market => market.Submit(new OrderRequest
        {
            Side = Side.Buy,
            Kind = OrderKind.Limit,
            Size = Size.Quantity(1m),
            Price = 95m,
            StopLoss = 90m,
            TakeProfit = 99m,
        })).Flat(100m).Bar(100m, 105m, 94m, 100m);
        Assert.Equal([FillRule.BarCross], bench.Fills.Select(fill => fill.Rule));
        bench.Bar(98m, 98m, 89m, 98m);
        Assert.Equal([FillRule.BarCross, FillRule.BarStop], bench.Fills.Select(fill => fill.Rule));
    }

    [Fact]
    public void A_trailing_stop_follows_the_best_price_and_never_back()
    {
        var bench = At(0, market => market.Buy(Size.Quantity(1m)));
        _strategy.AtBar[1] = market => market.Submit(new OrderRequest
        {
            Side = Side.Sell,
            Kind = OrderKind.TrailingStop,
            Size = Size.Quantity(1m),
            TrailingFraction = 0.1m,
            ReduceOnly = true,
        });
        bench.Flat(100m).Flat(100m).Bar(100m, 200m, 190m, 195m);
        Assert.Equal(180m, bench.Engine.Markets[0].Orders[0].StopPrice);
        bench.Bar(185m, 185m, 181m, 181m);
        Assert.Equal(180m, bench.Engine.Markets[0].Orders[0].StopPrice);
        bench.Bar(181m, 181m, 179m, 179m);
        Assert.Equal((178.2m, 1m, FillRule.BarStop), bench.Fills.Last());
    }

    [Fact]
    public void A_sale_on_spot_is_cut_to_the_position_and_never_below_zero()
    {
        var bench = At(0, market => market.Buy(Size.Quantity(1m)));
        _strategy.AtBar[1] = market => market.Sell(Size.Quantity(5m));
        _strategy.AtBar[2] = market => market.Sell(Size.Quantity(5m));
        bench.Flat(100m).Flat(100m).Flat(100m).Flat(100m);
        Assert.Equal([1m, 1m], bench.Fills.Select(fill => fill.Quantity));
        Assert.Equal(0m, bench.Account.PositionOf("AAA").Quantity);
    }

    [Fact]
    public void An_entry_is_cut_to_what_cash_pays_for()
    {
        var bench = At(0, market => market.Buy(Size.CashFraction(1m))).Flat(100m).Flat(200m);
        var (price, quantity, _) = Assert.Single(bench.Fills);
        Assert.Equal((202m, 49.4m), (price, quantity));
        Assert.True(bench.Account.Cash >= 0);
    }

    [Fact]
    public void What_a_fill_makes_the_strategy_ask_for_waits_for_the_next_bar()
    {
        var strategy = new Scripted { AtFill = (market, fill) => market.Close() };
        strategy.AtBar[0] = market => market.Buy(Size.Quantity(1m));
        var bench = new Bench(strategy).Flat(100m).Flat(100m);
        Assert.Single(bench.Fills);
        bench.Flat(90m);
        Assert.Equal((89.1m, 1m, FillRule.NextOpen), bench.Fills.Last());
    }

    [Theory]
    [InlineData("0.5", "49.4")]
    [InlineData("-0.5", "-49.4")]
    public void A_target_weight_goes_to_that_part_of_the_equity(decimal weight, decimal quantity)
    {
        _strategy.AtBar[0] = market => market.Target(weight);
        var bench = new Bench(_strategy, terms: Bench.Margin).Flat(100m).Flat(100m);
        Assert.Equal(quantity, bench.Account.PositionOf("AAA").Quantity);
    }

    [Fact]
    public void A_risk_size_loses_its_part_between_price_and_stop()
    {
        At(0, market => market.Buy(Size.Risk(0.01m, stopPrice: 95m))).Flat(100m).Flat(100m);
        Assert.Equal(20m, _bench!.Account.PositionOf("AAA").Quantity);
    }

    [Fact]
    public void A_request_that_contradicts_itself_throws_and_changes_nothing()
    {
        var bench = At(0, market => market.Submit(new OrderRequest { Kind = OrderKind.Limit, Size = Size.Quantity(1m) }));
        Assert.Contains("needs a Price", Assert.Throws<ArgumentException>(() => bench.Flat(100m)).Message, StringComparison.Ordinal);
        Assert.False(bench.Engine.HasChanges);
    }

    private static void Limit(Market market, Side side, decimal price, TimeInForce force = TimeInForce.Gtc) => market.Submit(
        new OrderRequest { Side = side, Kind = OrderKind.Limit, Size = Size.Quantity(1m), Price = price, TimeInForce = force });

    private Bench At(int bar, Action<Market> act)
    {
        _strategy.AtBar[bar] = act;
        return _bench = new Bench(_strategy);
    }

    private Bench Bracket() => At(0, market => market.Submit(
        new OrderRequest { Side = Side.Buy, Size = Size.Quantity(1m), StopLoss = 90m, TakeProfit = 120m }));
}
