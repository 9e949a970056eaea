using System.Text.Json;
using Trading.Accounting;
using Trading.Backtesting.Engine;
using Trading.Backtesting.Runs;
using Trading.Contracts;
using Trading.ServiceDefaults.Json;
using Trading.Strategies;
using Trading.Testing;

namespace Trading.Backtesting.Tests.Runs;

public sealed class BacktestRunTests
{
    private const string Cross = "ma-cross";
    private const decimal Step = 0.001m;

    private static readonly FillCosts Free = new(default, 0);
    private static readonly FillCosts Costly = new(new FeeSchedule(0.001m, 0.001m), 0.0005m);

    [Fact]
    public void The_same_bars_give_the_same_result_byte_for_byte()
    {
        var bars = Bars.Walk(3, 5000);
        var first = Run(Plan(Cross, Costly), bars);
        var again = Run(Plan(Cross, Costly), bars);

        Assert.Equal(JsonSerializer.Serialize(first, ProductJson.Options), JsonSerializer.Serialize(again, ProductJson.Options));
        Assert.Matches("^[0-9a-f]{64}$", first.RunHash);
        Assert.True(first.Trades.Count > 100);
    }

    [Fact]
    public void One_changed_price_changes_the_hash()
    {
        var bars = Bars.Walk(3, 5000).ToList();
        var first = Run(Plan(Cross, Costly), bars);
        bars[4000] = bars[4000] with { Open = bars[4000].Open + 0.01m, Close = bars[4000].Close + 5m };

        Assert.NotEqual(first.RunHash, Run(Plan(Cross, Costly), bars).RunHash);
    }

    [Fact]
    public void Equals_a_naive_loop_over_the_bars()
    {
        var bars = Bars.Walk(8, 5000);
        var outcome = Run(Plan(Cross, Costly), bars);
        var naive = NaiveBacktest.Run(bars, fast: 5, slow: 20, cash: 10_000m, fraction: 0.5m, Costly, Step);

        Assert.Equal(naive.Equity, outcome.Statistics.FinalEquity);
        Assert.Equal(naive.Fills, outcome.Statistics.Trades);
        Assert.Equal(naive.Won, (int)Math.Round(outcome.Statistics.WinRate!.Value * outcome.Statistics.RoundTrips));
        Assert.Equal((double)naive.MaxDrawdown, outcome.Statistics.MaxDrawdown, 1e-12);
    }

    [Fact]
    public void Knows_nothing_before_it_happened()
    {
        var bars = Bars.Walk(9, 2000).ToList();
        var whole = Run(Plan(Cross, Costly), bars);
        var half = Run(Plan(Cross, Costly), bars.Take(1000).ToList());

        Assert.Equal(half.Trades, whole.Trades.Take(half.Trades.Count));
        Assert.All(whole.Trades.Skip(half.Trades.Count), trade => Assert.True(trade.Time >= bars[1000].OpenTime));
    }

    [Fact]
    public void Statistics_follow_their_formulas()
    {
        // Buy and hold of equal bars in, then +10 %, -10 %, +10 %: equity is 1000, 1000, 1100, 990, 1089.
        decimal[] closes = [100m, 100m, 110m, 99m, 108.9m];
        var bars = closes.Select((close, i) => Bars.At(i, i < 2 ? 100m : close, close, BarInterval.OneDay)).ToList();
        var statistics = Run(Plan("buy-and-hold", Free, cash: 1000m, interval: BarInterval.OneDay), bars).Statistics;

        double[] returns = [0, 0, 0.1, -0.1, 0.1];
        var mean = returns.Average();
        var deviation = Math.Sqrt(returns.Sum(r => (r - mean) * (r - mean)) / 4);
        var downside = Math.Sqrt(0.01 / 5);
        Assert.Equal(0.089, statistics.TotalReturn, 1e-12);
        Assert.Equal(Math.Pow(1.089, 365.25 / 5) - 1, statistics.Cagr!.Value, 1e-6);
        Assert.Equal(mean / deviation * Math.Sqrt(365.25), statistics.Sharpe!.Value, 1e-9);
        Assert.Equal(mean / downside * Math.Sqrt(365.25), statistics.Sortino!.Value, 1e-9);
        Assert.Equal(0.1, statistics.MaxDrawdown, 1e-12);
        Assert.Equal(statistics.Cagr!.Value / 0.1, statistics.Calmar!.Value, 1e-6);
        Assert.Equal(0.8, statistics.Exposure);
        Assert.Equal(1, statistics.Trades);
        Assert.Null(statistics.WinRate);
        Assert.Null(statistics.ProfitFactor);
    }

    [Fact]
    public void No_bars_give_an_empty_run_and_no_undefined_figure()
    {
        var outcome = Run(Plan(Cross, Costly), []);
        Assert.Equal(0, outcome.Statistics.TotalReturn);
        Assert.Null(outcome.Statistics.Sharpe);
        Assert.Empty(outcome.Equity);
    }

    [Fact]
    public void A_long_run_has_a_short_curve_that_ends_where_the_run_ends()
    {
        var bars = Bars.Walk(10, 30_000);
        var outcome = Run(Plan(Cross, Free), bars);

        Assert.InRange(outcome.Equity.Count, 1000, 2001);
        Assert.Equal(bars[^1].OpenTime.AddSeconds(1), outcome.Equity[^1].Time);
        Assert.Equal(outcome.Statistics.FinalEquity, outcome.Equity[^1].Equity);
        Assert.Equal(outcome.Equity.OrderBy(point => point.Time), outcome.Equity);
    }

    [Fact]
    public void A_thinned_curve_has_the_hash_of_the_run_with_room_for_all_points()
    {
        var bars = Bars.Walk(10, 30_000);
        var plan = Plan(Cross, Free);
        var thinned = Run(plan, bars);
        var whole = Run(plan with { EquityPoints = 30_000 }, bars);

        Assert.Equal(30_000, thinned.EquitySteps);
        Assert.Equal((30_000, thinned.RunHash), (whole.Equity.Count, whole.RunHash));
    }

    internal static BacktestPlan Plan(string kind, FillCosts costs, decimal cash = 10_000m, BarInterval? interval = null)
    {
        var parameters = kind == "buy-and-hold"
            ? null
            : new Dictionary<string, decimal> { ["fast"] = 5, ["slow"] = 20, ["cashFraction"] = 0.5m };
        Assert.True(new StrategyCatalogue().TryPlan(kind, parameters, out var plan, out _));
        return new BacktestPlan(
            plan, Venues.Simulator, ["AAA"], interval ?? BarInterval.OneSecond, Bars.Start, Bars.Start.AddDays(1), cash, costs, Step);
    }

    private static BacktestOutcome Run(BacktestPlan plan, IReadOnlyList<Bar> bars)
    {
        using var run = new BacktestRun(plan);
        foreach (var bar in bars)
        {
            run.Advance([new SymbolBar(0, bar)]);
        }

        return run.Finish();
    }
}
