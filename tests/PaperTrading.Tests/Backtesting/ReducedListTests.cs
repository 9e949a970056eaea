using Trading.Backtesting.Runs;
using Trading.Backtesting.Statistics;
using Trading.PaperTrading.Api;
using Trading.Testing;

namespace Trading.PaperTrading.Tests.Backtesting;

public sealed class ReducedListTests
{
    [Fact]
    public void A_thinned_curve_says_so_and_a_whole_one_does_not()
    {
        var thinned = Outcome(kept: 2000, steps: 30_000);
        var reduced = Assert.Single(ReducedList.Of(thinned), list => list.List == "equity");
        Assert.Equal((2000L, 30_000L), (reduced.Kept, reduced.Total));
        Assert.Contains("equityPoints 30000", reduced.All, StringComparison.Ordinal);
        Assert.DoesNotContain(ReducedList.Of(Outcome(kept: 2000, steps: 2000)), list => list.List == "equity");
    }

    private static BacktestOutcome Outcome(int kept, long steps)
    {
        var statistics = new BacktestStatistics
        {
            TotalReturn = 0,
            Cagr = null,
            Sharpe = null,
            Sortino = null,
            Calmar = null,
            MaxDrawdown = 0,
            WinRate = null,
            ProfitFactor = null,
            Trades = 0,
            RoundTrips = 0,
            Exposure = 0,
            Fees = 0,
            FinalEquity = 1,
        };
        var curve = Enumerable.Range(0, kept).Select(second => new EquityPoint(Bars.Start.AddSeconds(second), 1, 1, 0)).ToList();
        return new BacktestOutcome(statistics, curve, [], steps, "", steps);
    }
}
