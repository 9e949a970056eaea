using System.Collections.Concurrent;
using Trading.Contracts;
using Trading.Exchanges;
using Trading.Exchanges.Binance.Rest;

namespace Trading.Downloader.Sources;

/// <summary>Finds a venue by its name: the configured one at its configured address, Binance's markets at their public ones.</summary>
internal sealed class VenueDirectory(VenueOptions configured, DownloaderOptions options, BinanceRestClient client, IServiceProvider provider)
{
    private static readonly Uri PublicArchives = new("https://data.binance.vision");

    private readonly ConcurrentDictionary<string, Lazy<VenueAccess>> _others = new(StringComparer.Ordinal);

    /// <summary>Null when this installation cannot reach the venue: the simulator, where another venue is configured.</summary>
    public VenueAccess? Find(string venue)
    {
        if (string.Equals(venue, configured.Name, StringComparison.Ordinal))
        {
            return new VenueAccess(client, options.ArchiveUrl ?? (IsPublic(configured.RestUrl) ? PublicArchives : configured.RestUrl));
        }

        return venue switch
        {
            Venues.BinanceSpot => Other(venue, new Uri("https://api.binance.com")),
            Venues.BinanceUsdm => Other(venue, new Uri("https://fapi.binance.com")),
            _ => null,
        };
    }

    private static bool IsPublic(Uri url) => url.Host.EndsWith(".binance.com", StringComparison.OrdinalIgnoreCase)
        || url.Host.EndsWith(".binance.vision", StringComparison.OrdinalIgnoreCase);

    private VenueAccess Other(string venue, Uri restUrl) => _others.GetOrAdd(
        venue,
        name => new Lazy<VenueAccess>(() => new VenueAccess(
            BinanceRestRegistration.Create(name, BinanceRestRegistration.MarketOf(name), restUrl, provider),
            options.ArchiveUrl ?? PublicArchives))).Value;
}
