using Trading.Downloader.Archives;
using Trading.Downloader.Planning;
using Trading.Downloader.Progress;
using Trading.Downloader.Telemetry;
using Trading.Exchanges.Limits;
using Trading.Exchanges.Transport;
using Trading.Exchanges.Venues;
using Trading.MarketStore;

namespace Trading.Downloader.Sources;

/// <summary>
/// Bars: looks in the store what is missing, fetches exactly that and asks the venue about what is still missing then. The store is
/// the record of progress, so that an interrupted download goes on where it was by starting again.
/// </summary>
internal sealed class BarDownload(
    HoleLedger holes,
    BarPages pages,
    BarArchives archives,
    ArchiveLedger ledger,
    DownloaderMetrics metrics,
    ILogger<BarDownload> logger) : IKindDownload
{
    public DownloadKind Kind => DownloadKind.Bars;

    public async Task<SymbolOutcome> RunAsync(
        VenueSession venue,
        DownloadRequest request,
        string symbol,
        DownloadProgress progress,
        CancellationToken cancellationToken)
    {
        var target = BarTarget.Of(request, symbol, venue.History.Clock.Now);
        if (target.Range.Length <= TimeSpan.Zero)
        {
            return new SymbolOutcome(symbol, [], Fault: null);
        }

        var (note, fault) = request.Recheck ? await RecheckAsync(venue, target, progress, cancellationToken) : ("", null);
        var missing = await holes.UnexplainedAsync(target, cancellationToken);
        progress.Expect(missing.Sum(range => PagePlanner.Count(range, target.Interval)));
        var gaps = target.Interior(missing);
        IReadOnlyList<MissingRange> left;
        try
        {
            var failed = await FetchAsync(venue, request, target, missing, progress, cancellationToken);
            left = await holes.ClassifyAsync(
                venue.History, target, request.Source, [.. failed.Select(file => file.File.Range)], progress, cancellationToken);
            fault ??= request.Source == DownloadSource.Archive ? failed.FirstOrDefault().Reason : null;
        }
        catch (VenueException exception) when (exception.Failure != VenueFailure.UnknownSymbol)
        {
            fault = exception.Message;
            logger.StoppedShort(symbol, fault);
            left = await holes.MissingAsync(target, cancellationToken);
        }

        progress.Planned(note + progress.Plan);
        metrics.Gaps(
            Kind,
            target.Instrument,
            gaps,
            Math.Max(0, gaps - left.Count(range => range.From > target.Range.From && range.To < target.Range.To)));
        return new SymbolOutcome(symbol, left, fault);
    }

    private static ArchiveSeries SeriesOf(VenueSession venue, BarTarget target) =>
        ArchiveSeries.Bars(venue.Venue.Archives == ArchiveLayout.Futures, target.Series, target.Instrument.Symbol, target.Interval);

    /// <summary>Reads again what the venue has replaced: of these files every row is taken, wanted or not.</summary>
    private async Task<(string Note, string? Fault)> RecheckAsync(
        VenueSession venue, BarTarget target, DownloadProgress progress, CancellationToken cancellationToken)
    {
        try
        {
            var replaced = await ledger.ReplacedAsync(
                venue.ArchiveUrl, target.Instrument.Venue, SeriesOf(venue, target), target.Range, cancellationToken);
            progress.ExpectWork(replaced.Sum(file => PagePlanner.Count(file.Range, target.Interval)));
            var failed = replaced.Count == 0 ? []
                : await archives.FetchAsync(
                    venue.ArchiveUrl, target, replaced,
                    [new TimeRange(replaced.Min(file => file.Range.From), replaced.Max(file => file.Range.To))], progress,
                    cancellationToken);
            return (ArchiveLedger.Note(replaced), failed.FirstOrDefault().Reason);
        }
        catch (ArchiveException exception)
        {
            logger.StoppedShort(target.Instrument.Symbol, exception.Message);
            return ("", exception.Message);
        }
    }

    /// <returns>Archives that could not be fetched.</returns>
    private async Task<IReadOnlyCollection<(ArchiveFile File, string Reason)>> FetchAsync(
        VenueSession venue,
        DownloadRequest request,
        BarTarget target,
        IReadOnlyList<TimeRange> missing,
        DownloadProgress progress,
        CancellationToken cancellationToken)
    {
        if (missing.Count == 0)
        {
            progress.Planned("nothing is missing");
            return [];
        }

        if (request.Source != DownloadSource.Archive)
        {
            await venue.OpenAsync(cancellationToken);
        }

        var plan = ArchivePlanner.Plan(SeriesOf(venue, target), missing, request.Source, venue.History.Clock.Now);
        progress.Planned(plan.Why);
        logger.Planned(target.Instrument.Symbol, plan.Why);
        IReadOnlyCollection<(ArchiveFile File, string Reason)> failed = [];
        if (plan.Files.Count > 0)
        {
            failed = await archives.FetchAsync(venue.ArchiveUrl, target, plan.Files, missing, progress, cancellationToken);
            missing = await holes.UnexplainedAsync(target, cancellationToken);
        }

        if (request.Source != DownloadSource.Archive && missing.Count > 0)
        {
            var listed = await ListedAsync(venue, target, missing, progress, cancellationToken);
            await pages.FetchAsync(venue, target, listed, progress, cancellationToken);
        }

        return failed;
    }

    /// <summary>Without the part before the symbol was listed: one request finds it, where empty pages would cost weight each.</summary>
    private static async Task<IReadOnlyList<TimeRange>> ListedAsync(
        VenueSession venue,
        BarTarget target,
        IReadOnlyList<TimeRange> missing,
        DownloadProgress progress,
        CancellationToken cancellationToken)
    {
        var first = missing[0];
        if (PagePlanner.Count(first, target.Interval) <= venue.Venue.BarsPerRequest)
        {
            return missing;
        }

        progress.AddWeight(venue.History.WeightOf(HistoryQuery.Bars, 1));
        var found = await venue.History.BarsAsync(
            target.Instrument.Symbol, target.Interval, first.From, end: null, limit: 1, RequestLane.Backfill, target.Series,
            cancellationToken);
        if (found.Count == 0)
        {
            return [];
        }

        var listed = found[0].OpenTime;
        if (listed <= first.From)
        {
            return missing;
        }

        progress.Deal(PagePlanner.Count(first with { To = listed < first.To ? listed : first.To }, target.Interval));
        return [.. missing.Where(range => range.To > listed)
            .Select(range => range with { From = range.From > listed ? range.From : listed })];
    }
}
