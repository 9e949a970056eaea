using Trading.Contracts;

namespace Trading.Strategies.Tests.Shipped;

/// <summary>Runs a strategy on bars by hand: a market order fills at the next open, a limit order in a bar that goes beyond it.</summary>
internal sealed class FakeHost : Portfolio
{
    private static readonly DateTime Start = new(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly Strategy _strategy;
    private readonly FakeMarket[] _markets;
    private DateTime _now = Start;

    /// <param name="canSellShort">By symbol: its number is the number of symbols.</param>
    public FakeHost(Strategy strategy, params bool[] canSellShort)
    {
        _markets = [.. canSellShort.Select((can, index) => new FakeMarket(this, $"S{index}", index, can))];
        (_strategy, strategy.Portfolio) = (strategy, this);
        strategy.Validate();
        strategy.OnStart();
    }

    /// <summary>All orders that were asked for.</summary>
    public List<WorkingOrder> Requests { get; } = [];

    public bool IsWarmingUp { get; set; }

    public override DateTime Now => _now;

    public override BarInterval Interval => BarInterval.OneMinute;

    public override decimal Cash => CashHeld;

    public override decimal Equity => CashHeld + _markets.Sum(market => market.Quantity * market.LastPrice);

    public override IReadOnlyList<Market> Markets => _markets;

    public override bool TakesOrders => !IsWarmingUp;

    public decimal CashHeld { get; set; } = 10_000;

    public decimal Quantity => _markets[0].Quantity;

    /// <summary>Bars of the first symbol, each a price without a range.</summary>
    public void Closes(params decimal[] closes)
    {
        foreach (var close in closes)
        {
            Step(close);
        }
    }

    /// <summary>One bar of every symbol, each a price without a range; null: the symbol has none.</summary>
    public void Step(params decimal?[] closes)
    {
        for (var i = 0; i < closes.Length; i++)
        {
            if (closes[i] is { } close)
            {
                Take(i, close, close, close);
            }
        }

        _now = _now.AddMinutes(1);
    }

    /// <summary>A minute without a bar.</summary>
    public void Skip() => _now = _now.AddMinutes(1);

    /// <summary>A bar of the first symbol that opens at its close.</summary>
    public void Bar(decimal high, decimal low, decimal close)
    {
        Take(0, high, low, close);
        _now = _now.AddMinutes(1);
    }

    public void Signal(Side side, double score, double confidence = 1) => _strategy.OnSignal(_markets[0], new SignalRaised
    {
        SignalId = Guid.Empty,
        Venue = "fake",
        Symbol = "S0",
        Side = side,
        Score = score,
        Confidence = confidence,
        Explanation = "",
        RaisedAt = _now,
    });

    private void Take(int index, decimal high, decimal low, decimal close)
    {
        var open = _now;
        var bar = new Bar(open, Interval, close, high, low, close, 1, close, 1, 0, 0, Closed: true, BarSource.Trades);
        _markets[index].Take(_strategy, bar);
        _now = Interval.CloseOf(open);
        _strategy.OnBar(_markets[index], bar);
        _now = open;
    }
}
