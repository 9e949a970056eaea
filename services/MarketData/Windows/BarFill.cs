using Trading.Contracts;

namespace Trading.MarketData.Windows;

/// <summary>
/// Puts bars where an interval had no trade. Only between two given bars, never before the first or after the last: nothing is
/// known there. Filled bars have no volume, are closed, and their source says that no trade was observed.
/// </summary>
internal static class BarFill
{
    /// <summary>
    /// At most <paramref name="limit"/> bars come back, the first of them or the <paramref name="newest"/>, and no more are made: a hole
    /// may
    /// be years of seconds. <paramref name="filled"/> counts those put in.
    /// </summary>
    public static List<Bar> Apply(IReadOnlyList<Bar> bars, FillStrategy strategy, int limit, bool newest, out int filled)
    {
        var result = new List<Bar>(Math.Min(bars.Count, limit));
        var skip = newest ? Math.Max(0, Total(bars, strategy) - limit) : 0;
        filled = 0;
        for (var i = 0; i < bars.Count && result.Count < limit; i++)
        {
            if (i > 0 && strategy != FillStrategy.None)
            {
                var missing = Missing(bars[i - 1], bars[i]);
                var from = Math.Min(skip, missing);
                skip -= from;
                filled += FillBetween(bars[i - 1], bars[i], from + 1, missing, strategy, limit, result);
            }

            if (skip > 0)
            {
                skip--;
            }
            else if (result.Count < limit)
            {
                result.Add(bars[i]);
            }
        }

        return result;
    }

    private static long Total(IReadOnlyList<Bar> bars, FillStrategy strategy)
    {
        long total = bars.Count;
        for (var i = 1; i < bars.Count && strategy != FillStrategy.None; i++)
        {
            total += Missing(bars[i - 1], bars[i]);
        }

        return total;
    }

    private static int FillBetween(in Bar before, in Bar after, long first, long missing, FillStrategy strategy, int limit, List<Bar> into)
    {
        var count = 0;
        for (var step = first; step <= missing && into.Count < limit; step++, count++)
        {
            var price = strategy switch
            {
                FillStrategy.Forward => before.Close,
                FillStrategy.Linear => before.Close + (after.Open - before.Close) * step / (missing + 1),
                _ => 0m,
            };
            into.Add(
                new Bar(OpenAt(before, step), before.Interval, price, price, price, price, 0, 0, 0, 0, 0, Closed: true, BarSource.Filled));
        }

        return count;
    }

    private static DateTime OpenAt(in Bar before, long step) =>
        before.Interval.IsMonth ? before.OpenTime.AddMonths((int)step) : before.OpenTime + before.Interval.Duration * step;

    private static long Missing(in Bar before, in Bar after) => before.Interval.IsMonth
        ? (after.OpenTime.Year - before.OpenTime.Year) * 12 + after.OpenTime.Month - before.OpenTime.Month - 1
        : (after.OpenTime - before.OpenTime).Ticks / before.Interval.Duration.Ticks - 1;
}
