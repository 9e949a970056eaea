using Trading.Accounting;
using Trading.Backtesting.Engine;

namespace Trading.PaperTrading.Domain;

/// <summary>What a strategy's former run left behind.</summary>
/// <param name="Checkpoints">Open time of the last bar taken, by symbol.</param>
internal sealed record StoredSession(
    AccountState Account,
    IReadOnlyList<Position> Positions,
    EngineState Engine,
    IReadOnlyList<(string Symbol, DateTime OpenTime)> Checkpoints,
    IReadOnlyList<LivePosition> LivePositions);
