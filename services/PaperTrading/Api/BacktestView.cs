using Trading.Backtesting.Runs;
using Trading.Backtesting.Statistics;
using Trading.PaperTrading.Domain;

namespace Trading.PaperTrading.Api;

/// <summary>A backtest over HTTP. What it gave is there once it is completed.</summary>
/// <param name="Venue">Null: it was queued by an older version, for the one venue of its run.</param>
/// <param name="ExpectedBars">Bars that the interval has in the range over all symbols; with fewer <c>Bars</c> some are missing.</param>
/// <param name="Reduced">The lists that are shorter than the run made them; empty when all are whole.</param>
internal sealed record BacktestView(
    string Id,
    string? Venue,
    BacktestState State,
    double Progress,
    BacktestRequest Request,
    BacktestStatistics? Statistics,
    IReadOnlyList<EquityPoint> Equity,
    IReadOnlyList<PaperTrade> Trades,
    long? Bars,
    long? ExpectedBars,
    string? RunHash,
    string? Error,
    DateTime CreatedAt,
    DateTime? FinishedAt,
    IReadOnlyList<ReducedList> Reduced)
{
    public static BacktestView Of(BacktestRecord record, double? progress)
    {
        var outcome = record.Outcome;
        return new BacktestView(
            record.Id, record.Request.Venue, record.State, progress ?? record.Progress, record.Request, outcome?.Statistics,
            outcome?.Equity ?? [], outcome?.Trades ?? [],
            outcome?.Bars, outcome?.ExpectedBars, outcome?.RunHash, record.Error, record.CreatedAt, record.FinishedAt,
            outcome is null ? [] : [.. ReducedList.Of(outcome)]);
    }
}
