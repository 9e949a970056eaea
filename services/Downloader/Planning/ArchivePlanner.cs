using System.Globalization;
using Trading.MarketStore;

namespace Trading.Downloader.Planning;

/// <summary>
/// Chooses files for missing time: a month's file where at least half of the month is missing, a day's file where most of a day
/// is. Files cost no weight; smaller holes are cheaper over REST. With source <c>archive</c> every file that touches a hole is taken.
/// A month that may be late has its days as a replacement.
/// </summary>
internal static class ArchivePlanner
{
    private const double WorthAMonth = 0.5;
    private const double WorthADay = 0.9;

    /// <param name="now">UTC of the venue.</param>
    public static ArchivePlan Plan(ArchiveSeries series, IReadOnlyList<TimeRange> missing, DownloadSource source, DateTime now)
    {
        if (source == DownloadSource.Rest)
        {
            return new ArchivePlan([], "REST, as asked");
        }

        var always = source == DownloadSource.Archive;
        var files = new List<ArchiveFile>();
        var (months, days) = (0, 0);
        foreach (var month in Months(missing))
        {
            var share = Missing(missing, new TimeRange(month, month.AddMonths(1))) / (month.AddMonths(1) - month);
            if (ArchiveSeries.MonthIsPublished(month, now) && (share >= WorthAMonth || (always && share > 0)))
            {
                var instead = ArchiveSeries.MonthMayBeLate(month, now) ? Days(series, missing, month, always, now) : [];
                files.Add(series.Month(month) with { Days = [.. instead] });
                months++;
                continue;
            }

            var before = files.Count;
            files.AddRange(Days(series, missing, month, always, now));
            days += files.Count - before;
        }

        return new ArchivePlan(files, Why(months, days, always));
    }

    private static IEnumerable<ArchiveFile> Days(
        ArchiveSeries series, IReadOnlyList<TimeRange> missing, DateTime month, bool always, DateTime now)
    {
        for (var day = month; series.IsDaily && day < month.AddMonths(1); day = day.AddDays(1))
        {
            var part = Missing(missing, new TimeRange(day, day.AddDays(1))) / TimeSpan.FromDays(1);
            if (ArchiveSeries.DayIsPublished(day, now) && (part >= WorthADay || (always && part > 0)))
            {
                yield return series.Day(day);
            }
        }
    }

    private static string Why(int months, int days, bool always)
    {
        var files = string.Join(" and ", new[] { Count(months, "monthly"), Count(days, "daily") }.Where(text => text.Length > 0));
        return (files.Length > 0, always) switch
        {
            (true, true) => $"{files}, as asked",
            (true, false) => $"{files} for the bulk (they cost no weight), REST for what they do not hold",
            (false, true) => "no archive is published yet for what is missing",
            _ => "REST: no published month or day is missing as a whole",
        };
    }

    private static string Count(int count, string period) =>
        count == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{count} {period} archive{(count == 1 ? "" : "s")}");

    private static IEnumerable<DateTime> Months(IReadOnlyList<TimeRange> missing)
    {
        DateTime next = default;
        foreach (var range in missing)
        {
            var month = new DateTime(range.From.Year, range.From.Month, 1, 0, 0, 0, DateTimeKind.Utc);
            for (month = month > next ? month : next; month < range.To; month = month.AddMonths(1))
            {
                yield return month;
                next = month.AddMonths(1);
            }
        }
    }

    private static TimeSpan Missing(IReadOnlyList<TimeRange> missing, TimeRange within)
    {
        var sum = TimeSpan.Zero;
        foreach (var range in missing)
        {
            var from = range.From > within.From ? range.From : within.From;
            var to = range.To < within.To ? range.To : within.To;
            sum += from < to ? to - from : TimeSpan.Zero;
        }

        return sum;
    }
}
