using Trading.Downloader.Planning;
using Trading.Downloader.Progress;

namespace Trading.Downloader.Sources;

/// <summary>Completes one kind of facts of one symbol.</summary>
internal interface IKindDownload
{
    DownloadKind Kind { get; }

    /// <summary>Fetches what is missing, and nothing else; what is stored when it stops stays stored.</summary>
    Task<SymbolOutcome> RunAsync(
        VenueSession venue, DownloadRequest request, string symbol, DownloadProgress progress, CancellationToken cancellationToken);
}
