using Trading.Contracts;
using Trading.Downloader.Archives;
using Trading.Downloader.Planning;
using Trading.Downloader.Progress;
using Trading.Downloader.Telemetry;
using Trading.Exchanges.Transport;
using Trading.Exchanges.Venues;
using Trading.MarketStore;
using Trading.MarketStore.Trades;

namespace Trading.Downloader.Sources;

/// <summary>Aggregate trades: archives for whole months and days, REST by id for the rest and for every hole in the ids.</summary>
internal sealed class TradeDownload(
    IAggregateStore store, TradeHoles holes, TradePages pages, TradeArchives archives, ArchiveLedger ledger, DownloaderMetrics metrics,
    ILogger<TradeDownload> logger)
    : IKindDownload
{
    public DownloadKind Kind => DownloadKind.Trades;

    public async Task<SymbolOutcome> RunAsync(
        VenueSession venue, DownloadRequest request, string symbol, DownloadProgress progress, CancellationToken cancellationToken)
    {
        var instrument = new InstrumentId(request.Venue, symbol);
        var now = venue.History.Clock.Now;
        var range = new TimeRange(request.Start, request.End < now ? request.End : now);
        if (range.Length <= TimeSpan.Zero)
        {
            return new SymbolOutcome(symbol, [], Fault: null);
        }

        var series = ArchiveSeries.AggTrades(venue.Venue.Archives == ArchiveLayout.Futures, symbol);
        try
        {
            var replaced = request.Recheck
                ? await ledger.ReplacedAsync(venue.ArchiveUrl, instrument.Venue, series, range, cancellationToken)
                : [];
            var fault = await archives.FetchAsync(venue.ArchiveUrl, instrument, replaced, progress, cancellationToken);
            var unproven = request.Source == DownloadSource.Archive
                ? [.. (await holes.UnreadAsync(instrument, series, range, cancellationToken))
                    .Select(hole => new TimeRange(hole.From, hole.To))]
                : await holes.UnprovenAsync(instrument, range, cancellationToken);
            var unread = await ArchivesAsync(venue, request, series, instrument, unproven, now, progress, cancellationToken);
            if (request.Source == DownloadSource.Archive)
            {
                return await OfArchivesAsync(
                    instrument, series, range, ArchiveLedger.Note(replaced), fault ?? unread, progress, cancellationToken);
            }

            if (await IdsAsync(venue, instrument, range, progress, cancellationToken) is not { } ids)
            {
                // The venue has no trade in this time.
                return new SymbolOutcome(symbol, [new MissingRange(range.From, range.To, 0, MissingReason.NotListed)], fault);
            }

            var missing = await store.MissingAggregateTradeIdsAsync(instrument, ids, cancellationToken);
            if (missing.Count > 0)
            {
                await venue.OpenAsync(cancellationToken);
                await pages.FetchAsync(venue.History, instrument, missing, progress, cancellationToken);
            }

            var left = await holes.MissingAsync(instrument, ids, MissingReason.VenueOutage, cancellationToken);
            progress.Planned(ArchiveLedger.Note(replaced) + progress.Plan);
            metrics.Gaps(Kind, instrument, missing.Count, Math.Max(0, missing.Count - left.Count));
            return new SymbolOutcome(symbol, left, fault);
        }
        catch (Exception exception) when (exception is ArchiveException or VenueException { Failure: not VenueFailure.UnknownSymbol })
        {
            logger.StoppedShort(symbol, exception.Message);
            return new SymbolOutcome(symbol, [new MissingRange(range.From, range.To, 0, MissingReason.NotFetched)], exception.Message);
        }
    }

    /// <returns>Why a published file could not be fetched; null when all were.</returns>
    private async Task<string?> ArchivesAsync(
        VenueSession venue,
        DownloadRequest request,
        ArchiveSeries series,
        InstrumentId instrument,
        IReadOnlyList<TimeRange> unproven,
        DateTime now,
        DownloadProgress progress,
        CancellationToken cancellationToken)
    {
        var plan = ArchivePlanner.Plan(series, unproven, request.Source, now);
        progress.Planned(unproven.Count == 0 ? "nothing is missing at the ends" : plan.Why);
        logger.Planned(instrument.Symbol, progress.Plan);
        return await archives.FetchAsync(venue.ArchiveUrl, instrument, plan.Files, progress, cancellationToken);
    }

    /// <summary>What archives alone could not bring: times that no file was read for, and holes in those that were.</summary>
    private async Task<SymbolOutcome> OfArchivesAsync(
        InstrumentId instrument, ArchiveSeries series, TimeRange range, string note, string? fault, DownloadProgress progress,
        CancellationToken cancellationToken)
    {
        var unread = await holes.UnreadAsync(instrument, series, range, cancellationToken);
        var defects = await holes.StoredAsync(instrument, range, cancellationToken) is { } ids
            ? await holes.MissingAsync(instrument, ids, MissingReason.ArchiveDefect, cancellationToken)
            : [];
        progress.Planned(note + progress.Plan);
        metrics.Gaps(Kind, instrument, defects.Count, 0);
        return new SymbolOutcome(instrument.Symbol, [.. unread.Concat(defects).OrderBy(hole => hole.From)], fault);
    }

    /// <summary>
    /// The ids that the range must hold, each end with one neighbour outside, so that the next look proves it without asking.
    /// </summary>
    private async Task<IdRange?> IdsAsync(
        VenueSession venue, InstrumentId instrument, TimeRange range, DownloadProgress progress, CancellationToken cancellationToken)
    {
        var stored = await holes.StoredAsync(instrument, range, cancellationToken);
        var headIsProven = stored is { } known
            && (known.First == 0 || await holes.HasAsync(instrument, known.First - 1, cancellationToken));
        var tailIsProven = stored is { } last && await holes.HasAsync(instrument, last.Last + 1, cancellationToken);
        if (headIsProven && tailIsProven)
        {
            return stored;
        }

        await venue.OpenAsync(cancellationToken);
        var now = venue.History.Clock.Now;
        var first = headIsProven
            ? stored!.Value.First
            : await TradePages.FirstIdAtAsync(venue.History, instrument.Symbol, range.From, range.To, progress, cancellationToken);
        if (first is null)
        {
            return stored;
        }

        var beyond = tailIsProven
            ? stored!.Value.Last
            : await TradePages.FirstIdAtAsync(venue.History, instrument.Symbol, range.To, now, progress, cancellationToken)
                ?? await NewestIdAsync(venue.History, instrument.Symbol, progress, cancellationToken);
        return new IdRange(Math.Max(0, first.Value - 1), beyond ?? first.Value);
    }

    private static async Task<long?> NewestIdAsync(
        IVenueHistory history, string symbol, DownloadProgress progress, CancellationToken cancellationToken)
    {
        progress.AddWeight(history.WeightOf(HistoryQuery.Aggregates));
        var newest = await history.AggregatesAsync(
            symbol, fromId: null, limit: 1, Exchanges.Limits.RequestLane.Backfill, cancellationToken);
        return newest.Count == 0 ? null : newest[^1].Id;
    }
}
