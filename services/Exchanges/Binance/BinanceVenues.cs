using Trading.Exchanges.Binance.Spot;
using Trading.Exchanges.Binance.Usdm;
using Trading.Exchanges.Venues;

namespace Trading.Exchanges.Binance;

/// <summary>The venues that speak Binance's protocol, in the order of <see cref="BinanceVenueNames.All"/>.</summary>
public static class BinanceVenues
{
    public static IReadOnlyList<IVenue> All { get; } =
    [
        new BinanceVenue(SpotMarket.Simulator, SpotMarket.Market),
        new BinanceVenue(
            SpotMarket.Simulator with { Name = BinanceVenueNames.SimulatorSpot, Alias = Contracts.Venues.Simulator }, SpotMarket.Market),
        new BinanceVenue(UsdmMarket.Simulator, UsdmMarket.Market),
        new BinanceVenue(SpotMarket.Description, SpotMarket.Market),
        new BinanceVenue(UsdmMarket.Description, UsdmMarket.Market),
    ];
}
