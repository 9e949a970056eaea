using System.Text.Json;
using Trading.Accounting;
using Trading.Backtesting.Engine;
using Trading.Contracts;
using Trading.ServiceDefaults.Json;
using Trading.Strategies;
using Trading.Testing;

namespace Trading.Backtesting.Tests.Engine;

public sealed class EngineTests
{
    private readonly Scripted _strategy = new();

    [Fact]
    public void A_trade_fills_what_is_active_and_one_delivered_twice_nothing()
    {
        _strategy.AtBar[0] = market => market.Buy(Size.Quantity(1m));
        var bench = new Bench(_strategy).Flat(100m).Trade(110m, 0).Trade(120m, 1);
        Assert.Equal([(111.1m, 1m, FillRule.NextTrade)], bench.Fills);
        bench.Engine.OnTrade(0, new Trade(1, 50m, 1, Side.Buy, bench.Now, bench.Now));
        Assert.Equal(120m, bench.Account.PositionOf("AAA").Mark);
    }

    [Fact]
    public void A_bar_that_comes_after_its_trade_fills_by_that_trade()
    {
        var recent = new RecentTrades(8);
        _strategy.AtBar[0] = market => market.Buy(Size.Quantity(1m));
        var setup = new Bench(_strategy).Engine.Setup;
        var engine = new TradingEngine(setup, _strategy, new Account(AccountTerms.Spot, 10_000m), recent: _ => recent);
        var close = Bars.Start.AddMinutes(1);
        foreach (var trade in new[] { At(1, 110m, close), At(2, 130m, close.AddSeconds(1)) })
        {
            recent.Add(trade);
            engine.OnTrade(0, trade);
        }

        engine.OnBar(0, Bars.At(0, 100m, 100m, BarInterval.OneMinute));
        var fill = Assert.Single(engine.Fills);
        Assert.Equal((111.1m, close, 130m), (fill.Price, fill.Time, engine.Account.PositionOf("AAA").Mark));
    }

    [Fact]
    public void Latency_makes_an_order_active_later()
    {
        _strategy.AtBar[0] = market => market.Buy(Size.Quantity(1m));
        var costs = Bench.Costs with { Latency = TimeSpan.FromMilliseconds(250) };
        var bench = new Bench(_strategy, costs: costs).Flat(100m).Trade(110m, 0.249).Trade(120m, 0.250);
        Assert.Equal([(121.2m, 1m, FillRule.NextTrade)], bench.Fills);
        Assert.Equal((100m, 120m), (bench.Engine.Fills[0].Order.DecisionPrice, bench.Engine.Fills[0].MarketPrice));
    }

    [Fact]
    public void A_resting_limit_fills_when_a_trade_goes_through_it()
    {
        _strategy.AtBar[0] = market => market.Submit(
            new OrderRequest { Side = Side.Buy, Kind = OrderKind.Limit, Size = Size.Quantity(1m), Price = 95m });
        var bench = new Bench(_strategy).Flat(100m).Trade(100m, 0).Trade(95m, 1);
        Assert.Empty(bench.Fills);
        bench.Trade(94.9m, 2);
        Assert.Equal([(95m, 1m, FillRule.TradeThrough)], bench.Fills);
    }

    [Fact]
    public void A_market_order_walks_the_book_and_fills_in_parts()
    {
        _strategy.AtBar[0] = market => market.Buy(Size.Quantity(5m));
        var bench = new Bench(_strategy);
        bench.Engine.OnDepth(0, Bars.Start, [new(99m, 1m)], [new(101m, 2m), new(102m, 2m), new(110m, 9m)], snapshot: true);
        bench.Flat(100m);
        bench.Engine.OnDepth(0, bench.Now, [], [new(101m, 0m)]);
        Assert.Equal([(101m, 2m, FillRule.BookWalk), (102m, 2m, FillRule.BookWalk), (110m, 1m, FillRule.BookWalk)], bench.Fills);
        Assert.Equal(3, bench.Engine.Fills[0].Order.Parts);
    }

    [Fact]
    public void A_limit_joins_the_queue_and_fills_when_what_is_before_it_was_traded()
    {
        _strategy.AtBar[0] = market => market.Submit(
            new OrderRequest { Side = Side.Buy, Kind = OrderKind.Limit, Size = Size.Quantity(2m), Price = 99m });
        var bench = new Bench(_strategy);
        bench.Engine.OnDepth(0, Bars.Start, [new(99m, 3m)], [new(101m, 2m)], snapshot: true);
        bench.Flat(100m);
        bench.Engine.OnDepth(0, bench.Now, [new(98m, 1m)], []);
        Assert.Equal(3m, bench.Engine.Markets[0].Orders[0].QueueAhead);
        bench.Trade(99m, 1, quantity: 2m);
        Assert.Empty(bench.Fills);
        bench.Trade(99m, 2, quantity: 2m);
        Assert.Equal([(99m, 1m, FillRule.Queue)], bench.Fills);
        bench.Trade(98.5m, 3);
        Assert.Equal((99m, 1m, FillRule.TradeThrough), bench.Fills.Last());
    }

    [Fact]
    public void Less_shown_than_was_before_an_order_shortens_its_queue()
    {
        _strategy.AtBar[0] = market => market.Submit(
            new OrderRequest { Side = Side.Buy, Kind = OrderKind.Limit, Size = Size.Quantity(2m), Price = 99m });
        var bench = new Bench(_strategy);
        bench.Engine.OnDepth(0, Bars.Start, [new(99m, 3m)], [new(101m, 2m)], snapshot: true);
        bench.Flat(100m);
        bench.Engine.OnDepth(0, bench.Now, [], []);
        bench.Engine.OnDepth(0, bench.Now, [new(99m, 0.5m)], []);
        Assert.Equal(0.5m, bench.Engine.Markets[0].Orders[0].QueueAhead);
    }

    [Fact]
    public void A_state_taken_and_restored_goes_on_as_if_nothing_had_been()
    {
        var (steady, first) = (Script(), Script());
        var whole = new Bench(steady).Flat(100m).Flat(100m).Bar(100m, 101m, 99m, 100m);
        var before = new Bench(first).Flat(100m).Flat(100m);
        var json = JsonSerializer.Serialize(before.Engine.State, ProductJson.Options);
        var state = JsonSerializer.Deserialize<EngineState>(json, ProductJson.Options)!;
        var account = new Account(AccountTerms.Spot, before.Account.State, before.Account.Positions);
        var after = new Bench(new Scripted(), state: state, account: account);
        after.Engine.OnBar(0, Bars.At(2, 100m, 100m, BarInterval.OneMinute) with { High = 101m, Low = 99m });
        Bar last = Bars.At(3, 100m, 100m, BarInterval.OneMinute) with { High = 125m, Low = 99m };
        whole.Engine.OnBar(0, last);
        after.Engine.OnBar(0, last);

        Assert.Equal(whole.Engine.Fills[^1].Order.Id, after.Engine.Fills[^1].Order.Id);
        Assert.Equal(whole.Account.State, after.Account.State);
        Assert.Equal(FillRule.BarCross, after.Engine.Fills[^1].Rule);

        static Scripted Script()
        {
            var strategy = new Scripted();
            strategy.AtBar[0] = market => market.Submit(
                new OrderRequest { Side = Side.Buy, Size = Size.Quantity(1m), StopLoss = 90m, TakeProfit = 120m });
            return strategy;
        }
    }

    [Fact]
    public void A_protective_stop_guards_every_entry()
    {
        _strategy.AtBar[0] = market => market.Buy(Size.Quantity(1m));
        var bench = new Bench(_strategy, new Protections(StopLoss: 0.05m)).Flat(100m).Flat(100m).Bar(100m, 100m, 90m, 90m);
        Assert.Equal([FillRule.NextOpen, FillRule.BarStop], bench.Fills.Select(fill => fill.Rule));
        Assert.Equal(decimal.Round(101m * 0.95m * 0.99m, 8), bench.Fills.Last().Price);
    }

    [Fact]
    public void The_daily_loss_closes_all_and_lets_nothing_in_until_the_next_day()
    {
        _strategy.AtBar[0] = market => market.Buy(Size.Quantity(50m));
        _strategy.AtBar[3] = market => Assert.Null(market.Buy(Size.Quantity(1m)));
        var bench = new Bench(_strategy, new Protections(DailyLoss: 0.1m)).Flat(100m).Flat(100m).Flat(70m).Flat(70m);
        Assert.Equal([FillRule.NextOpen, FillRule.Protection], bench.Fills.Select(fill => fill.Rule));
        Assert.Equal(0m, bench.Account.PositionOf("AAA").Quantity);
    }

    [Fact]
    public void After_a_loss_the_symbol_cools_down()
    {
        _strategy.AtBar[0] = market => market.Buy(Size.Quantity(1m));
        _strategy.AtBar[1] = market => market.Close();
        _strategy.AtBar[2] = market => Assert.Null(market.Buy(Size.Quantity(1m)));
        _strategy.AtBar[5] = market => Assert.NotNull(market.Buy(Size.Quantity(1m)));
        new Bench(_strategy, new Protections(CoolDown: TimeSpan.FromMinutes(3)))
            .Flat(100m).Flat(100m).Flat(90m).Flat(90m).Flat(90m).Flat(90m);
    }

    [Fact]
    public void Funding_is_booked_once_and_not_before_the_position()
    {
        _strategy.AtBar[0] = market => market.Sell(Size.Quantity(10m));
        var bench = new Bench(_strategy, terms: Bench.Margin).Flat(100m).Flat(100m);
        bench.Engine.OnFunding(0, Bars.Start, 0.01m, 100m);
        Assert.Equal(0m, bench.Account.Funding);
        bench.Engine.OnFunding(0, bench.Now, 0.01m, 100m);
        bench.Engine.OnFunding(0, bench.Now, 0.01m, 100m);
        Assert.Equal((10m, 10m), (bench.Account.Funding, _strategy.Funded));
    }

    [Fact]
    public void A_margin_account_whose_equity_is_gone_is_liquidated()
    {
        _strategy.AtBar[0] = market => market.Buy(Size.Quantity(900m));
        var bench = new Bench(_strategy, terms: Bench.Margin).Flat(100m).Flat(100m).Flat(92m);
        Assert.Equal(FillRule.Liquidation, bench.Engine.Fills[^1].Rule);
        Assert.Equal(0m, bench.Account.PositionOf("AAA").Quantity);
    }

    [Fact]
    public void One_that_asks_again_for_what_a_liquidation_ended_does_not_hold_it_up()
    {
        var strategy = new Scripted { AtEnd = Rest };
        strategy.AtBar[0] = market => market.Buy(Size.Quantity(900m));
        strategy.AtBar[1] = Rest;
        var bench = new Bench(strategy, terms: Bench.Margin).Flat(100m).Flat(100m).Flat(92m);
        Assert.Equal(FillRule.Liquidation, bench.Engine.Fills[^1].Rule);
        Assert.Equal([OrderEnd.Liquidated], strategy.Ends);

        static void Rest(Market market) => market.Submit(
            new OrderRequest { Side = Side.Buy, Kind = OrderKind.Limit, Size = Size.Quantity(1m), Price = 50m });
    }

    [Fact]
    public void An_entry_beyond_the_margin_is_cut()
    {
        _strategy.AtBar[0] = market => market.Buy(Size.Quantity(5000m));
        var bench = new Bench(_strategy, terms: Bench.Margin).Flat(100m).Flat(100m);
        var (_, quantity, _) = Assert.Single(bench.Fills);
        Assert.Equal(Math.Floor(100_000m / (101m * 1.001m) * 10) / 10, quantity);
    }

    private static Trade At(long id, decimal price, DateTime time) => new(id, price, 1, Side.Buy, time, time);
}
