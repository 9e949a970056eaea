namespace Trading.Exchanges.Binance;

/// <summary>The venues that speak Binance's protocol. Depends on nothing: see <c>VenueNames</c>.</summary>
internal static class BinanceVenueNames
{
    public const string Spot = "binance-spot";
    public const string Usdm = "binance-usdm";
    public const string SimulatorSpot = "simulator-spot";
    public const string SimulatorUsdm = "simulator-usdm";

    /// <summary>Each with another name of the same market, where it has one.</summary>
    public static IReadOnlyList<(string Name, string? Alias, bool IsSimulated)> All { get; } =
    [
        (Contracts.Venues.Simulator, SimulatorSpot, true), (SimulatorSpot, Contracts.Venues.Simulator, true), (SimulatorUsdm, null, true),
        (Spot, null, false), (Usdm, null, false),
    ];
}
