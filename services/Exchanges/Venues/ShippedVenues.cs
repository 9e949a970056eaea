using Trading.Exchanges.Binance;

namespace Trading.Exchanges.Venues;

/// <summary>The venues that come with the product. A new one is a line here and one in <see cref="VenueNames"/>.</summary>
public static class ShippedVenues
{
    public static IReadOnlyList<IVenue> All { get; } = [.. BinanceVenues.All];

    public static IEnumerable<VenueDescription> Descriptions => All.Select(venue => venue.Description);
}
