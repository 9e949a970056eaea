using Trading.Accounting;
using Trading.Backtesting.Engine;
using Trading.Contracts;
using Trading.Strategies;
using Trading.Testing;

namespace Trading.Backtesting.Tests.Engine;

/// <summary>A strategy that does at each bar what its test says.</summary>
internal sealed class Scripted : Strategy
{
    private int _bars;

    public Dictionary<int, Action<Market>> AtBar { get; } = [];

    public Action<Market, OrderFill>? AtFill { get; init; }

    public Action<Market>? AtEnd { get; init; }

    public List<OrderEnd> Ends { get; } = [];

    public decimal Funded { get; private set; }

    public override void OnBar(Market market, in Bar bar)
    {
        if (AtBar.TryGetValue(_bars++, out var act))
        {
            act(market);
        }
    }

    public override void OnFill(Market market, in OrderFill fill) => AtFill?.Invoke(market, fill);

    public override void OnOrderEnded(Market market, WorkingOrder order, OrderEnd end)
    {
        Ends.Add(end);
        AtEnd?.Invoke(market);
    }

    public override void OnFunding(Market market, decimal rate, decimal amount) => Funded += amount;
}

/// <summary>An engine of one symbol, 10,000 of cash, a step of 0.1, fees of 0.1 %, 1 % slippage.</summary>
internal sealed class Bench
{
    public static readonly FillCosts Costs = new(new FeeSchedule(0.001m, 0.0005m), 0.01m);

    private long _trades;
    private int _bars;

    public Bench(
        Scripted strategy, Protections? protections = null, AccountTerms? terms = null, FillCosts? costs = null, EngineState? state = null,
        Account? account = null)
    {
        terms ??= AccountTerms.Spot;
        Account = account ?? new Account(terms, 10_000m);
        Engine = new TradingEngine(
            new EngineSetup
            {
                RunId = "run",
                Venue = Venues.Simulator,
                Interval = BarInterval.OneMinute,
                Costs = costs ?? Costs,
                Protections = protections ?? Protections.None,
                Markets = [new MarketSetup("AAA", 0.1m, terms.Mode != MarginMode.Spot)],
            },
            strategy, Account, state);
    }

    public static AccountTerms Margin { get; } = new(
        MarginMode.CrossMargin, Hedge: false, Leverage: 10,
        new Dictionary<string, MarginBrackets> { ["AAA"] = new([new MarginBracket(0, decimal.MaxValue, 10, 0.05m, 0)]) });

    public Account Account { get; }

    public TradingEngine Engine { get; }

    public IEnumerable<(decimal Price, decimal Quantity, FillRule Rule)> Fills =>
        Engine.Fills.Select(fill => (fill.Price, fill.Quantity, fill.Rule));

    public DateTime Now => Bars.Start.AddMinutes(_bars);

    public Bench Bar(decimal open, decimal high, decimal low, decimal close)
    {
        var bar = Bars.At(_bars++, open, close, BarInterval.OneMinute) with { High = high, Low = low };
        Engine.OnBar(0, bar);
        return this;
    }

    /// <summary>A bar that opens, stays and closes at a price.</summary>
    public Bench Flat(decimal price) => Bar(price, price, price, price);

    public Bench Trade(decimal price, double second, decimal quantity = 1m, Side side = Side.Sell)
    {
        var time = Now.AddSeconds(second);
        Engine.OnTrade(0, new Trade(++_trades, price, quantity, side, time, time));
        return this;
    }
}
