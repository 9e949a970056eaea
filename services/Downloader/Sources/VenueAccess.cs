using Trading.Exchanges.Binance.Rest;

namespace Trading.Downloader.Sources;

/// <summary>Where a venue's history comes from.</summary>
/// <param name="ArchiveUrl">Base of the published files, above <c>/data</c>.</param>
internal sealed record VenueAccess(BinanceRestClient Rest, Uri ArchiveUrl);
