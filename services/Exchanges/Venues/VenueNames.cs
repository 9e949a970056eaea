using Trading.Exchanges.Binance;

namespace Trading.Exchanges.Venues;

/// <summary>
/// Names of the venues that come with the product, the simulator first. AppHost compiles this file too, as it refers to no type of a
/// service; it depends on nothing.
/// </summary>
internal static class VenueNames
{
    public static IReadOnlyList<string> All { get; } = [.. BinanceVenueNames.All];
}
