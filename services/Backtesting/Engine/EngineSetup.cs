using Trading.Contracts;

namespace Trading.Backtesting.Engine;

/// <summary>What a run needs besides its strategy, its account and its events.</summary>
public sealed record EngineSetup
{
    /// <summary>Part of every order id: the strategy's id on paper, its kind in a backtest.</summary>
    public required string RunId { get; init; }

    public required string Venue { get; init; }

    /// <summary>In the order of the strategy's symbols.</summary>
    public required IReadOnlyList<MarketSetup> Markets { get; init; }

    public required BarInterval Interval { get; init; }

    public required FillCosts Costs { get; init; }

    public Protections Protections { get; init; } = Protections.None;
}
