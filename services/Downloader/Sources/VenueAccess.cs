using Trading.Exchanges.Venues;

namespace Trading.Downloader.Sources;

/// <summary>A venue as downloads need it.</summary>
/// <param name="ArchiveUrl">Base of the published files, above <c>/data</c>.</param>
internal sealed record VenueAccess(VenueDescription Venue, IVenueHistory History, Uri ArchiveUrl);
