using Trading.Contracts;

namespace Trading.MarketData.Windows;

/// <summary>
/// Puts bars where an interval had no trade. Only between two given bars, never before the first or after the last: nothing is
/// known there. Filled bars have no volume, are closed, and their source says that nobody observed them.
/// </summary>
public static class BarFill
{
    /// <summary>At most <paramref name="limit"/> bars come back; <paramref name="filled"/> counts those put in.</summary>
    public static List<Bar> Apply(IReadOnlyList<Bar> bars, FillStrategy strategy, int limit, out int filled)
    {
        ArgumentNullException.ThrowIfNull(bars);
        var result = new List<Bar>(bars.Count);
        filled = 0;
        for (var i = 0; i < bars.Count && result.Count < limit; i++)
        {
            if (i > 0 && strategy != FillStrategy.None)
            {
                filled += FillBetween(bars[i - 1], bars[i], strategy, limit, result);
            }

            if (result.Count < limit)
            {
                result.Add(bars[i]);
            }
        }

        return result;
    }

    private static int FillBetween(in Bar before, in Bar after, FillStrategy strategy, int limit, List<Bar> into)
    {
        var count = 0;
        var steps = Missing(before, after.OpenTime) + 1;
        var time = before.Interval.CloseOf(before.OpenTime);
        for (; time < after.OpenTime && into.Count < limit; time = before.Interval.CloseOf(time))
        {
            count++;
            var price = strategy switch
            {
                FillStrategy.Forward => before.Close,
                FillStrategy.Linear => before.Close + (after.Open - before.Close) * count / steps,
                _ => 0m,
            };
            into.Add(new Bar(time, before.Interval, price, price, price, price, 0, 0, 0, 0, 0, Closed: true, BarSource.Filled));
        }

        return count;
    }

    private static int Missing(in Bar before, DateTime end)
    {
        if (!before.Interval.IsMonth)
        {
            return (int)((end - before.OpenTime) / before.Interval.Duration) - 1;
        }

        return (end.Year - before.OpenTime.Year) * 12 + end.Month - before.OpenTime.Month - 1;
    }
}
