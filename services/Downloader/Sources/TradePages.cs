using Trading.Contracts;
using Trading.Downloader.Planning;
using Trading.Downloader.Progress;
using Trading.Downloader.Telemetry;
using Trading.Exchanges.Limits;
using Trading.Exchanges.Venues;
using Trading.MarketStore.Trades;

namespace Trading.Downloader.Sources;

/// <summary>
/// Aggregate trades over REST: ids are found by time once, then every page is known beforehand and pages run in parallel.
/// </summary>
internal sealed class TradePages(IAggregateStore store, DownloaderOptions options, DownloaderMetrics metrics)
{
    private const int PageRows = 1000;

    // The venue wants start and end less than an hour apart.
    private static readonly TimeSpan Window = TimeSpan.FromHours(1) - TimeSpan.FromMilliseconds(1);

    /// <summary>First id at or after a time; null when the venue has none up to <paramref name="end"/>.</summary>
    public static async Task<long?> FirstIdAtAsync(
        IVenueHistory history, string symbol, DateTime time, DateTime end, DownloadProgress progress, CancellationToken cancellationToken)
    {
        for (var from = time; from < end; from += Window)
        {
            progress.AddWeight(history.WeightOf(HistoryQuery.Aggregates));
            var to = from + Window < end ? from + Window : end;
            if (await history.AggregatesAsync(symbol, from, to, limit: 1, RequestLane.Backfill, cancellationToken) is [var first, ..])
            {
                return first.Id;
            }
        }

        return null;
    }

    public async Task FetchAsync(
        IVenueHistory history, InstrumentId instrument, IReadOnlyList<IdRange> holes, DownloadProgress progress,
        CancellationToken cancellationToken)
    {
        progress.Expect(holes.Sum(hole => hole.Count));
        await Parallel.ForEachAsync(
            Pages(holes),
            new ParallelOptions { MaxDegreeOfParallelism = options.RequestsInFlight, CancellationToken = cancellationToken },
            async (page, cancel) =>
            {
                using var activity = DownloaderMetrics.Activities.StartActivity("trade page");
                progress.AddWeight(history.WeightOf(HistoryQuery.Aggregates));
                var trades = await history.AggregatesAsync(instrument.Symbol, page.First, (int)page.Count, RequestLane.Backfill, cancel);
                trades.RemoveAll(trade => trade.Id < page.First || trade.Id > page.Last);
                using var write = DownloaderMetrics.Activities.StartActivity("store trades");
                var added = await store.WriteAggregateTradesAsync(instrument, trades, cancel);
                progress.Stored(added);
                progress.Deal(page.Count);
                metrics.Stored(DownloadKind.Trades, instrument, added);
            });
    }

    private static IEnumerable<IdRange> Pages(IReadOnlyList<IdRange> holes) => holes.SelectMany(hole =>
        Enumerable.Range(0, (int)((hole.Count + PageRows - 1) / PageRows))
            .Select(page => new IdRange(hole.First + (long)page * PageRows, Math.Min(hole.First + (page + 1L) * PageRows - 1, hole.Last))));
}
