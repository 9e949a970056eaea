using Trading.Backtesting.Runs;
using Trading.Backtesting.Statistics;

namespace Trading.PaperTrading.Api;

/// <summary>A list of an answer that does not hold all that there is.</summary>
/// <param name="List">Its name in the answer.</param>
/// <param name="Total">How many there are in all.</param>
/// <param name="All">How to get all.</param>
internal sealed record ReducedList(string List, long Kept, long Total, string All)
{
    public static IEnumerable<ReducedList> Of(BacktestOutcome outcome)
    {
        if (outcome.EquitySteps > outcome.Equity.Count)
        {
            yield return new ReducedList("equity", outcome.Equity.Count, outcome.EquitySteps, outcome.EquitySteps <= EquityCurve.MaxCapacity
                ? $"Queue the same run with equityPoints {outcome.EquitySteps}: its hash will be the same."
                : $"Run parts of the range, each with equityPoints {EquityCurve.MaxCapacity}.");
        }

        if (outcome.Statistics.Trades > outcome.Trades.Count)
        {
            yield return new ReducedList(
                "trades", outcome.Trades.Count, outcome.Statistics.Trades, "Run parts of the range; the statistics count all.");
        }
    }
}
