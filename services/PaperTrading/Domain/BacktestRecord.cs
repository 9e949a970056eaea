using Trading.Backtesting.Runs;

namespace Trading.PaperTrading.Domain;

/// <summary>A stored backtest.</summary>
/// <param name="Progress">0 to 1.</param>
internal sealed record BacktestRecord(
    string Id,
    BacktestRequest Request,
    BacktestState State,
    double Progress,
    BacktestOutcome? Outcome,
    string? Error,
    DateTime CreatedAt,
    DateTime? FinishedAt);
