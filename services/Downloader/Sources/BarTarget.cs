using Trading.Contracts;
using Trading.Downloader.Planning;
using Trading.MarketStore;

namespace Trading.Downloader.Sources;

/// <summary>The bars that a request is about.</summary>
/// <param name="Range">Open times, aligned to the interval; ends where the venue's present bar is still open.</param>
internal sealed record BarTarget(InstrumentId Instrument, BarInterval Interval, BarSeries Series, TimeRange Range)
{
    /// <param name="now">UTC.</param>
    public static BarTarget Of(DownloadRequest request, string symbol, DateTime now)
    {
        var interval = request.Interval!.Value;
        var from = interval.FirstOpen(request.Start);
        var present = interval.OpenOf(now);
        var to = interval.FirstOpen(request.End);
        return new BarTarget(
            new InstrumentId(request.Venue, symbol), interval, request.Series, new TimeRange(from, to < present ? to : present));
    }

    public long Expected => Range.Length <= TimeSpan.Zero ? 0 : PagePlanner.Count(Range, Interval);

    /// <summary>Holes that have rows on both sides.</summary>
    public int Interior(IEnumerable<TimeRange> holes) => holes.Count(hole => hole.From > Range.From && hole.To < Range.To);
}
