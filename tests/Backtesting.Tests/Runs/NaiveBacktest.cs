using Trading.Backtesting.Engine;
using Trading.Contracts;

namespace Trading.Backtesting.Tests.Runs;

/// <summary>A moving-average backtest as one would write it in ten minutes: lists, no reuse, everything computed from scratch.</summary>
internal static class NaiveBacktest
{
    public static (decimal Equity, int Fills, int Won, decimal MaxDrawdown) Run(
        IReadOnlyList<Bar> bars, int fast, int slow, decimal cash, decimal fraction, FillCosts costs, decimal step)
    {
        decimal held = 0, entryCash = 0, peak = cash, worst = 0, wanted = 0;
        var (fills, won, exiting) = (0, 0, false);
        var closes = new List<decimal>();
        foreach (var bar in bars)
        {
            var fillsBefore = fills;
            if (exiting)
            {
                var price = decimal.Round(bar.Open * (1 - costs.Slippage), 8);
                cash += held * price - decimal.Round(held * price * costs.Fees.Taker, 8, MidpointRounding.AwayFromZero);
                won += cash > entryCash ? 1 : 0;
                (held, exiting, fills) = (0, false, fills + 1);
            }
            else if (wanted > 0)
            {
                var price = decimal.Round(bar.Open * (1 + costs.Slippage), 8);
                var most = Math.Floor(cash / (price * (1 + costs.Fees.Taker)) / step) * step;
                held = Math.Min(wanted, most);
                entryCash = cash;
                cash -= held * price + decimal.Round(held * price * costs.Fees.Taker, 8, MidpointRounding.AwayFromZero);
                (wanted, fills) = (0, fills + 1);
            }

            closes.Add(bar.Close);
            // After a fill the account is worth what the open, the market at that moment, makes of it.
            decimal[] marks = fills > fillsBefore ? [bar.Open, bar.Close] : [bar.Close];
            foreach (var mark in marks)
            {
                var equity = cash + held * mark;
                peak = Math.Max(peak, equity);
                worst = Math.Max(worst, (peak - equity) / peak);
            }

            if (closes.Count <= slow)
            {
                continue;
            }

            var above = closes.TakeLast(fast).Average() > closes.TakeLast(slow).Average();
            var before = closes.SkipLast(1).TakeLast(fast).Average() > closes.SkipLast(1).TakeLast(slow).Average();
            if (held > 0)
            {
                exiting = !above;
            }
            else if (above && !before)
            {
                var price = decimal.Round(bar.Close * (1 + costs.Slippage), 8) * (1 + costs.Fees.Taker);
                wanted = Math.Floor(cash * fraction / price / step) * step;
            }
        }

        return (cash + held * bars[^1].Close, fills, won, worst);
    }
}
