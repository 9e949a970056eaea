using Trading.Backtesting.Engine;

namespace Trading.PaperTrading.Live;

/// <summary>A strategy to create.</summary>
internal sealed record StrategyRequest
{
    public required string Name { get; init; }

    /// <summary>Where its bars, trades and real orders are; may be left out where the run has one venue.</summary>
    public string? Venue { get; init; }

    /// <summary>One of those that <c>GET /paper/strategies/kinds</c> lists.</summary>
    public required string Kind { get; init; }

    public required IReadOnlyList<string> Symbols { get; init; }

    public required string Interval { get; init; }

    /// <summary>Absent ones take the kind's defaults.</summary>
    public IReadOnlyDictionary<string, decimal>? Parameters { get; init; }

    /// <summary>Initial cash, quote currency.</summary>
    public decimal Cash { get; init; } = 10_000m;

    /// <summary>Limits that hold whatever the strategy does.</summary>
    public Protections? Protections { get; init; }

    /// <summary>Whether it runs at once.</summary>
    public bool Start { get; init; }

    /// <summary>Whether its intents also become real orders.</summary>
    public bool Promoted { get; init; }
}
