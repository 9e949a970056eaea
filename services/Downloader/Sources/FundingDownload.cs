using Trading.Contracts;
using Trading.Downloader.Archives;
using Trading.Downloader.Planning;
using Trading.Downloader.Progress;
using Trading.Downloader.Telemetry;
using Trading.Exchanges.Limits;
using Trading.Exchanges.Transport;
using Trading.Exchanges.Venues;
using Trading.MarketStore;
using Trading.MarketStore.History;

namespace Trading.Downloader.Sources;

/// <summary>
/// Funding settlements over REST: a thousand per request, which is most of a year, so that archives save nothing and are taken only when
/// they are asked for.
/// </summary>
internal sealed class FundingDownload(
    IHistoryStore store, FundingHoles holes, FundingArchives archives, ArchiveLedger ledger, DownloaderMetrics metrics, TimeProvider time,
    ILogger<FundingDownload> logger)
    : IKindDownload
{
    private const int PageRows = 1000;

    public DownloadKind Kind => DownloadKind.Funding;

    public async Task<SymbolOutcome> RunAsync(
        VenueSession venue, DownloadRequest request, string symbol, DownloadProgress progress, CancellationToken cancellationToken)
    {
        var instrument = new InstrumentId(request.Venue, symbol);
        var now = time.GetUtcNow().UtcDateTime;
        var range = new TimeRange(request.Start, request.End < now ? request.End : now);
        string? fault;
        try
        {
            var replaced = request.Recheck
                ? await ledger.ReplacedAsync(venue.ArchiveUrl, instrument.Venue, ArchiveSeries.Funding(symbol), range, cancellationToken)
                : [];
            fault = await archives.FetchAsync(venue.ArchiveUrl, instrument, replaced, progress, cancellationToken);
        }
        catch (ArchiveException exception)
        {
            logger.StoppedShort(symbol, exception.Message);
            return new SymbolOutcome(symbol, await holes.MissingAsync(instrument, range, cancellationToken), exception.Message);
        }

        var missing = await holes.MissingAsync(instrument, range, cancellationToken);
        if (request.Source == DownloadSource.Archive)
        {
            return await ArchivesAsync(venue, instrument, range, missing, fault, progress, cancellationToken);
        }

        progress.Planned(missing.Count == 0 ? "nothing is missing" : "REST, a thousand settlements per request");
        progress.Expect(missing.Sum(hole => hole.Count));
        try
        {
            foreach (var hole in missing)
            {
                await venue.OpenAsync(cancellationToken);
                await FetchAsync(venue.History, instrument, hole, progress, cancellationToken);
            }
        }
        catch (VenueException exception) when (exception.Failure != VenueFailure.UnknownSymbol)
        {
            logger.StoppedShort(symbol, exception.Message);
            return new SymbolOutcome(symbol, await holes.MissingAsync(instrument, range, cancellationToken), exception.Message);
        }

        // The venue was asked for all of it: what is still not there was never settled.
        var left = await holes.MissingAsync(instrument, range, cancellationToken);
        return new SymbolOutcome(symbol, [.. left.Select(hole => hole with { Class = MissingReason.NotListed })], fault);
    }

    private async Task<SymbolOutcome> ArchivesAsync(
        VenueSession venue,
        InstrumentId instrument,
        TimeRange range,
        IReadOnlyList<MissingRange> missing,
        string? fault,
        DownloadProgress progress,
        CancellationToken cancellationToken)
    {
        var plan = ArchivePlanner.Plan(
            ArchiveSeries.Funding(instrument.Symbol), [.. missing.Select(hole => new TimeRange(hole.From, hole.To))],
            DownloadSource.Archive, time.GetUtcNow().UtcDateTime);
        progress.Planned(missing.Count == 0 ? "nothing is missing" : plan.Why);
        progress.ExpectInFiles(missing.Sum(hole => hole.Count));
        var unread = await archives.FetchAsync(venue.ArchiveUrl, instrument, plan.Files, progress, cancellationToken);
        return new SymbolOutcome(instrument.Symbol, await holes.MissingAsync(instrument, range, cancellationToken), fault ?? unread);
    }

    private async Task FetchAsync(
        IVenueHistory history, InstrumentId instrument, MissingRange hole, DownloadProgress progress, CancellationToken cancellationToken)
    {
        for (var from = hole.From; from < hole.To;)
        {
            using var activity = DownloaderMetrics.Activities.StartActivity("funding page");
            var page = await history.FundingAsync(
                instrument.Symbol, from, hole.To.AddMilliseconds(-1), PageRows, RequestLane.Backfill, cancellationToken);
            using var write = DownloaderMetrics.Activities.StartActivity("store funding");
            var added = await store.WriteFundingAsync(
                instrument, [.. page.Select(rate => new FundingRate(rate.Time, rate.Rate, rate.MarkPrice))], cancellationToken);
            progress.Stored(added);
            progress.Deal(page.Count);
            metrics.Stored(DownloadKind.Funding, instrument, added);
            if (page.Count < PageRows)
            {
                return;
            }

            from = page[^1].Time.AddMilliseconds(1);
        }
    }
}
