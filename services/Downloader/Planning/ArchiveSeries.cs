using System.Globalization;
using Trading.Contracts;
using Trading.MarketStore;

namespace Trading.Downloader.Planning;

/// <summary>
/// A series of published files in the layout of <see cref="Exchanges.Venues.ArchiveLayout"/>: where a month's or a day's file is and since
/// when. Daily files come out the next day, monthly ones on the first Monday of the next month.
/// </summary>
/// <param name="Market"><c>spot</c> or <c>futures/um</c>.</param>
/// <param name="Kind"><c>klines</c>, <c>markPriceKlines</c>, <c>aggTrades</c>, …</param>
/// <param name="Interval">As files spell it; null for kinds that have none.</param>
internal sealed record ArchiveSeries(string Market, string Kind, string Symbol, string? Interval)
{
    // Files appear some hours after midnight UTC; asking earlier only costs a 404.
    private static readonly TimeSpan PublishedAfter = TimeSpan.FromHours(8);

    private static readonly TimeSpan LateAtMost = TimeSpan.FromDays(35);

    public static ArchiveSeries Bars(bool futures, BarSeries series, string symbol, BarInterval interval) => new(
        futures ? "futures/um" : "spot",
        series switch
        {
            BarSeries.Mark => "markPriceKlines",
            BarSeries.Index => "indexPriceKlines",
            BarSeries.Premium => "premiumIndexKlines",
            _ => "klines",
        },
        symbol,
        interval.IsMonth ? "1mo" : interval.Code);

    public static ArchiveSeries AggTrades(bool futures, string symbol) =>
        new(futures ? "futures/um" : "spot", "aggTrades", symbol, Interval: null);

    public static ArchiveSeries Funding(string symbol) => new("futures/um", "fundingRate", symbol, Interval: null);

    /// <summary>Funding is published by the month alone.</summary>
    public bool IsDaily => Kind != "fundingRate";

    public ArchiveFile Month(DateTime month) =>
        new(PathOf("monthly", month.ToString("yyyy-MM", CultureInfo.InvariantCulture)), new TimeRange(month, month.AddMonths(1)));

    public ArchiveFile Day(DateTime day) =>
        new(PathOf("daily", day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), new TimeRange(day, day.AddDays(1)));

    public static bool MonthIsPublished(DateTime month, DateTime now) => now >= PublicationOf(month);

    /// <summary>Whether the file may still come: one that is not there long after its time is from before the symbol was listed.</summary>
    public static bool MonthMayBeLate(DateTime month, DateTime now) => now < PublicationOf(month) + LateAtMost;

    public static bool DayIsPublished(DateTime day, DateTime now) => now >= day.AddDays(1) + PublishedAfter;

    /// <summary>Whether the file of this path is one of the series.</summary>
    public bool Holds(string path) =>
        path.StartsWith(Folder("monthly"), StringComparison.Ordinal) || path.StartsWith(Folder("daily"), StringComparison.Ordinal);

    private static DateTime PublicationOf(DateTime month)
    {
        var next = month.AddMonths(1);
        return next.AddDays(((int)DayOfWeek.Monday - (int)next.DayOfWeek + 7) % 7) + PublishedAfter;
    }

    private string Folder(string period) => $"/data/{Market}/{period}/{Kind}/{Symbol}/{(Interval is null ? "" : Interval + "/")}";

    private string PathOf(string period, string date) => $"{Folder(period)}{Symbol}-{Interval ?? Kind}-{date}.zip";
}
