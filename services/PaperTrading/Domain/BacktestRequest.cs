using Trading.Accounting;
using Trading.Backtesting.Engine;

namespace Trading.PaperTrading.Domain;

/// <summary>A run over stored bars.</summary>
internal sealed record BacktestRequest
{
    /// <summary>Id of a strategy, or a kind.</summary>
    public required string Strategy { get; init; }

    /// <summary>On top of the strategy's own, or of the kind's defaults.</summary>
    public IReadOnlyDictionary<string, decimal>? Parameters { get; init; }

    /// <summary>Venue of the bars; absent: the strategy's, or the run's where it has one.</summary>
    public string? Venue { get; init; }

    /// <summary>Absent: the strategy's.</summary>
    public IReadOnlyList<string>? Symbols { get; init; }

    /// <summary>Absent: the strategy's.</summary>
    public string? Interval { get; init; }

    /// <summary>Open time (UTC) of the first bar, inclusive.</summary>
    public required DateTime Start { get; init; }

    /// <summary>Open time (UTC) that ends the run, exclusive.</summary>
    public required DateTime End { get; init; }

    /// <summary>Initial cash, quote currency; absent: the strategy's, or 10,000.</summary>
    public decimal? Cash { get; init; }

    /// <summary>Fractions of the traded amount; absent: those of paper trading.</summary>
    public FeeSchedule? Fees { get; init; }

    /// <summary>Fraction of the price; absent: that of paper trading.</summary>
    public decimal? Slippage { get; init; }

    /// <summary>Limits that hold whatever the strategy does; absent: the strategy's.</summary>
    public Protections? Protections { get; init; }

    /// <summary>Points that the equity curve keeps at most; absent: 2,000. It changes neither the run nor its hash.</summary>
    public int? EquityPoints { get; init; }
}
