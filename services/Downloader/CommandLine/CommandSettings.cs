using Trading.Exchanges.Venues;

namespace Trading.Downloader.CommandLine;

/// <summary>Where a command finds the venue and the store, and how it talks.</summary>
internal sealed record CommandSettings(VenueDescription Venue, Uri? Url, Uri? ArchiveUrl, string? Database, bool Json, bool Verbose);
