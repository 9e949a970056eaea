using Trading.Exchanges.Binance;

namespace Trading.Exchanges.Venues;

/// <summary>
/// Names of the venues that come with the product, the simulator first. AppHost compiles this file too, as it refers to no type of a
/// service; it depends on nothing.
/// </summary>
internal static class VenueNames
{
    public static IReadOnlyList<string> All { get; } = [.. BinanceVenueNames.All];

    /// <summary>Those of the exchange simulator.</summary>
    public static IReadOnlyList<string> Simulated { get; } = [.. BinanceVenueNames.Simulated];

    /// <summary>Whether two names mean one market: the simulator's spot market has two.</summary>
    public static bool AreSame(string one, string other) =>
        one == other || (IsSimulatorSpot(one) && IsSimulatorSpot(other));

    private static bool IsSimulatorSpot(string name) => name is Contracts.Venues.Simulator or BinanceVenueNames.SimulatorSpot;
}
