using Trading.Accounting;
using Trading.Backtesting.Engine;
using Trading.Backtesting.Runs;

namespace Trading.PaperTrading.Domain;

/// <summary>What one step changed in a strategy: stored whole or not at all.</summary>
internal sealed class SessionChange(string strategyId)
{
    public string StrategyId => strategyId;

    /// <summary>The bar that was taken.</summary>
    public (string Symbol, DateTime OpenTime, int Revision)? Checkpoint { get; set; }

    /// <summary>Real orders that the step became, when the strategy is promoted.</summary>
    public List<LiveOrder> Orders { get; } = [];

    /// <summary>Live positions afterwards, where something of them changed.</summary>
    public List<LivePosition> Live { get; } = [];

    public List<PaperTrade> Trades { get; } = [];

    /// <summary>The traded positions afterwards.</summary>
    public List<Position> Positions { get; } = [];

    /// <summary>The account afterwards; null when nothing of it changed.</summary>
    public AccountState? Account { get; set; }

    /// <summary>The orders that wait afterwards, and the engine's protections; null when nothing of them changed.</summary>
    public EngineState? Engine { get; set; }
}
