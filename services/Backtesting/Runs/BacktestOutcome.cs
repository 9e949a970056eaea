using Trading.Backtesting.Statistics;

namespace Trading.Backtesting.Runs;

/// <summary>What a run gave. The same plan over the same bars gives the same outcome, to the last byte.</summary>
/// <param name="Equity">At most one more than was asked for, evenly spaced by bars, the last one included.</param>
/// <param name="Trades">The first 10,000; the statistics count all.</param>
/// <param name="RunHash">SHA-256 in hex over the plan, every fill and the statistics.</param>
/// <param name="EquitySteps">Points of the whole equity curve; 0 in outcomes stored before they were counted.</param>
/// <param name="ExpectedBars">Bars that the interval has in the range over all symbols; null in older outcomes.</param>
public sealed record BacktestOutcome(
    BacktestStatistics Statistics,
    IReadOnlyList<EquityPoint> Equity,
    IReadOnlyList<PaperTrade> Trades,
    long Bars,
    string RunHash,
    long EquitySteps = 0,
    long? ExpectedBars = null);
