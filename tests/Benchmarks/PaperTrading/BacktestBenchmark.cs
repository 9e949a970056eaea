using Trading.Accounting;
using Trading.Backtesting.Engine;
using Trading.Backtesting.Runs;
using Trading.Benchmarks.Running;
using Trading.Contracts;
using Trading.Strategies;

namespace Trading.Benchmarks.PaperTrading;

/// <summary>Bars per second of a backtest, against the loop one would write first. Both end with the same equity, or the run fails.</summary>
public sealed class BacktestBenchmark : IBenchmark
{
    private const int Count = 200_000;
    private const int Fast = 20;
    private const int Slow = 100;

    private const decimal Step = 0.001m;

    private static readonly FillCosts Costs = new(new FeeSchedule(0.001m, 0.001m), 0.0001m);

    public string Name => "backtest";

    public string Description => "moving-average backtest: rolling exact sums against a naive loop, bars per second";

    public async Task RunAsync(BenchmarkRun run)
    {
        var bars = Walk(42);
        var parameters = new Dictionary<string, decimal> { ["fast"] = Fast, ["slow"] = Slow, ["cashFraction"] = 0.5m };
        if (!new StrategyCatalogue().TryPlan("ma-cross", parameters, out var strategy, out var error))
        {
            throw new InvalidOperationException(error);
        }

        var plan = new BacktestPlan(
            strategy, Venues.Simulator, ["AAA"], BarInterval.OneMinute, bars[0].OpenTime, bars[^1].OpenTime.AddMinutes(1), 10_000m,
            Costs, Step);
        decimal naive = 0, ours = 0;
        var results = await run.CompareAsync(
            $"{Count:N0} bars, fast {Fast}, slow {Slow}",
            BenchmarkCase.Of("naive loop", Count, () => naive = Naive(bars, 10_000m, 0.5m)),
            BenchmarkCase.Of("backtest", Count, () => ours = Ours(plan, bars)));
        run.Note($"final equity {ours:N2}");
        run.Expect("both end with the same equity", naive == ours);
        run.Expect("the backtest is faster than the naive loop", results[1].Ratio > 1);
    }

    private static decimal Ours(BacktestPlan plan, Bar[] bars)
    {
        using var run = new BacktestRun(plan);
        var step = new SymbolBar[1];
        foreach (var bar in bars)
        {
            step[0] = new SymbolBar(0, bar);
            run.Advance(step);
        }

        return run.Finish().Statistics.FinalEquity;
    }

    private static decimal Naive(Bar[] bars, decimal cash, decimal fraction)
    {
        decimal held = 0, wanted = 0;
        var leaving = false;
        for (var i = 0; i < bars.Length; i++)
        {
            if (leaving)
            {
                var price = Costs.TakerPrice(Side.Sell, bars[i].Open);
                cash += held * price - Costs.Fees.Of(price, held, Liquidity.Taker);
                (held, leaving) = (0, false);
            }
            else if (wanted > 0)
            {
                var price = Costs.TakerPrice(Side.Buy, bars[i].Open);
                held = Math.Min(wanted, Affordable(cash, bars[i].Open));
                cash -= held * price + Costs.Fees.Of(price, held, Liquidity.Taker);
                wanted = 0;
            }

            if (i < Slow)
            {
                continue;
            }

            var above = Average(bars, i, Fast) > Average(bars, i, Slow);
            if (held > 0)
            {
                leaving = !above;
            }
            else if (above && Average(bars, i - 1, Fast) <= Average(bars, i - 1, Slow))
            {
                wanted = Affordable(cash * fraction, bars[i].Close);
            }
        }

        return cash + held * bars[^1].Close;
    }

    private static decimal Affordable(decimal cash, decimal price) =>
        Math.Floor(cash / (Costs.TakerPrice(Side.Buy, price) * (1 + Costs.Fees.Taker)) / Step) * Step;

    private static decimal Average(Bar[] bars, int at, int length)
    {
        decimal sum = 0;
        for (var i = at - length + 1; i <= at; i++)
        {
            sum += bars[i].Close;
        }

        return sum / length;
    }

    private static Bar[] Walk(int seed)
    {
        var random = new Random(seed);
        var start = new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        var price = 60_000m;
        var bars = new Bar[Count];
        for (var i = 0; i < Count; i++)
        {
            var open = price;
            price = decimal.Round(price * (1 + (decimal)(random.NextDouble() - 0.5) / 500), 2);
            bars[i] = new Bar(
                start.AddMinutes(i), BarInterval.OneMinute, open, Math.Max(open, price), Math.Min(open, price), price, 1, price, 10, 1, price, true, BarSource.Trades);
        }

        return bars;
    }
}
