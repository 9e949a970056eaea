namespace Trading.Exchanges.Binance;

/// <summary>The venues that speak Binance's protocol. Depends on nothing: see <c>VenueNames</c>.</summary>
internal static class BinanceVenueNames
{
    public const string Spot = "binance-spot";
    public const string Usdm = "binance-usdm";
    public const string SimulatorSpot = "simulator-spot";
    public const string SimulatorUsdm = "simulator-usdm";

    public static IReadOnlyList<string> Simulated { get; } = [Contracts.Venues.Simulator, SimulatorSpot, SimulatorUsdm];

    public static IReadOnlyList<string> All { get; } = [.. Simulated, Spot, Usdm];
}
