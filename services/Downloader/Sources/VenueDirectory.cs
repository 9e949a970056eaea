using Trading.Exchanges.Venues;

namespace Trading.Downloader.Sources;

/// <summary>Finds a venue by its name: the configured one at its configured address, others at their own.</summary>
internal sealed class VenueDirectory(VenueCatalog venues, DownloaderOptions options)
{
    /// <summary>Null when this installation cannot reach the venue: the simulator, where another venue is configured.</summary>
    public VenueAccess? Find(string name) => venues.Find(name) is { } venue && venues.HistoryOf(venue) is { } history
        ? new VenueAccess(venue.Description, history, options.ArchiveUrl ?? venues.LinkOf(venue).ArchiveUrl)
        : null;
}
