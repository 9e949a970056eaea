using Trading.Contracts;
using Trading.MarketStore;

namespace Trading.Downloader.Planning;

/// <summary>
/// Cuts missing ranges into pages of the size that costs the least weight per row. A page never spans two ranges: what is there is
/// not fetched again.
/// </summary>
internal static class PagePlanner
{
    public static IEnumerable<RestPage> Pages(IEnumerable<TimeRange> missing, BarInterval interval, int rowsPerPage)
    {
        foreach (var range in missing)
        {
            var from = range.From;
            while (from < range.To)
            {
                var (to, rows) = interval.IsMonth
                    ? AfterMonths(from, range.To, rowsPerPage)
                    : After(from, range.To, interval.Duration, rowsPerPage);
                yield return new RestPage(from, to, rows);
                from = to;
            }
        }
    }

    /// <summary>Open times in the range.</summary>
    public static long Count(TimeRange range, BarInterval interval) => interval.Count(range.From, range.To);

    private static (DateTime To, int Rows) After(DateTime from, DateTime end, TimeSpan step, int rowsPerPage)
    {
        var rows = (int)Math.Min(rowsPerPage, (end - from - TimeSpan.FromTicks(1)).Ticks / step.Ticks + 1);
        var to = from + step * rows;
        return (to < end ? to : end, rows);
    }

    private static (DateTime To, int Rows) AfterMonths(DateTime from, DateTime end, int rowsPerPage)
    {
        var rows = 0;
        var to = from;
        while (to < end && rows < rowsPerPage)
        {
            to = to.AddMonths(1);
            rows++;
        }

        return (to < end ? to : end, rows);
    }
}
