using System.Collections.Concurrent;
using Trading.Contracts;
using Trading.Downloader.Planning;
using Trading.Downloader.Progress;
using Trading.Downloader.Sources;
using Trading.Downloader.Telemetry;
using Trading.Exchanges.Transport;
using Trading.Exchanges.Venues;

namespace Trading.Downloader.Jobs;

/// <summary>Runs a request over all its symbols, here and now: for a job, and for the command line.</summary>
internal sealed class DownloadRunner(VenueDirectory venues, IEnumerable<IKindDownload> kinds, DownloaderMetrics metrics)
{
    private const int SymbolsAtOnce = 4;

    /// <exception cref="VenueException">The venue does not know a symbol, or cannot be asked at all.</exception>
    public async Task<DownloadOutcome> RunAsync(DownloadRequest request, DownloadProgress progress, CancellationToken cancellationToken)
    {
        var venue = venues.Find(request.Venue)
            ?? throw new VenueException(VenueFailure.Refused, $"'{request.Venue}' is not the configured venue and has no public address.");

        request = venue.Venue.Archives == ArchiveLayout.None ? request with { Source = DownloadSource.Rest, Recheck = false } : request;
        using var activity = DownloaderMetrics.Activities.StartActivity("download");
        var session = new VenueSession(venue, request.Symbols, progress);
        var kind = kinds.Single(kind => kind.Kind == request.Kind);
        var outcomes = new ConcurrentDictionary<string, SymbolOutcome>(StringComparer.Ordinal);
        await Parallel.ForEachAsync(
            request.Symbols.Distinct(StringComparer.Ordinal),
            new ParallelOptions { MaxDegreeOfParallelism = SymbolsAtOnce, CancellationToken = cancellationToken },
            async (symbol, cancel) => outcomes[symbol] = await RunAsync(kind, session, request, symbol, progress, cancel));
        return new DownloadOutcome([.. request.Symbols.Distinct(StringComparer.Ordinal).Select(symbol => outcomes[symbol])]);
    }

    private async Task<SymbolOutcome> RunAsync(
        IKindDownload kind,
        VenueSession venue,
        DownloadRequest request,
        string symbol,
        DownloadProgress progress,
        CancellationToken cancellationToken)
    {
        using var activity = DownloaderMetrics.Activities.StartActivity("download symbol");
        activity?.SetTag("symbol", symbol);
        var instrument = new InstrumentId(request.Venue, symbol);
        metrics.Started(request.Kind, instrument, progress);
        var error = "cancelled";
        try
        {
            var outcome = await kind.RunAsync(venue, request, symbol, progress, cancellationToken);
            error = outcome.IsComplete ? null : outcome.Fault is null ? "incomplete" : "venue";
            return outcome;
        }
        catch (VenueException)
        {
            error = "venue";
            throw;
        }
        finally
        {
            metrics.Ended(request.Kind, instrument, error);
        }
    }
}
