using Trading.Downloader.Files;
using Trading.Downloader.Planning;
using Trading.Downloader.Progress;
using Trading.Downloader.Telemetry;
using Trading.Exchanges.Limits;
using Trading.Exchanges.Transport;
using Trading.Exchanges.Venues;
using Trading.MarketStore;
using Trading.MarketStore.Bars;

namespace Trading.Downloader.Sources;

/// <summary>Fetches bars over REST, several pages at a time, and stores each page as it comes.</summary>
internal sealed class BarPages(IBarStore store, DownloaderOptions options, DownloaderMetrics metrics)
{
    public Task FetchAsync(
        VenueSession venue,
        BarTarget target,
        IEnumerable<TimeRange> ranges,
        DownloadProgress progress,
        CancellationToken cancellationToken) => Parallel.ForEachAsync(
            PagePlanner.Pages(ranges, target.Interval, venue.Venue.BarsPerRequest),
            new ParallelOptions { MaxDegreeOfParallelism = options.RequestsInFlight, CancellationToken = cancellationToken },
            async (page, cancel) => await FetchAsync(venue.History, target, page, progress, cancel));

    private async Task FetchAsync(
        IVenueHistory history, BarTarget target, RestPage page, DownloadProgress progress, CancellationToken cancellationToken)
    {
        using var activity = DownloaderMetrics.Activities.StartActivity("bar page");
        var symbol = target.Instrument.Symbol;
        progress.AddWeight(history.WeightOf(HistoryQuery.Bars, page.Rows));
        var bars = await history.BarsAsync(
            symbol, target.Interval, page.From, page.To.AddMilliseconds(-1), page.Rows, RequestLane.Backfill, target.Series,
            cancellationToken);
        bars.RemoveAll(bar => !bar.Closed || bar.OpenTime < page.From || bar.OpenTime >= page.To);
        foreach (var bar in bars)
        {
            if (FactRules.OfBar(bar, target.Series, page.To) is { } problem)
            {
                throw new VenueException(
                    VenueFailure.Malformed,
                    FormattableString.Invariant(
                        $"{history.Venue} sent a bar of {bar.OpenTime:yyyy-MM-dd HH:mm:ss} that cannot be: {problem}."));
            }
        }

        using (DownloaderMetrics.Activities.StartActivity("store bars"))
        {
            var added = await store.WriteBarsAsync(target.Instrument, bars, target.Series, cancellationToken);
            progress.Stored(added);
            metrics.Stored(DownloadKind.Bars, target.Instrument, added);
        }

        progress.Deal(page.Rows);
    }
}
