using Trading.Exchanges.Binance;

namespace Trading.Exchanges.Venues;

/// <summary>
/// Names of the venues that come with the product, the simulator first. AppHost compiles this file too, as it refers to no type of a
/// service; it depends on nothing.
/// </summary>
internal static class VenueNames
{
    private static readonly IReadOnlyList<(string Name, string? Alias, bool IsSimulated)> Known = [.. BinanceVenueNames.All];

    public static IReadOnlyList<string> All { get; } = [.. Known.Select(venue => venue.Name)];

    /// <summary>Those of the exchange simulator.</summary>
    public static IReadOnlyList<string> Simulated { get; } = [.. Known.Where(venue => venue.IsSimulated).Select(venue => venue.Name)];

    /// <summary>Whether two names mean one market.</summary>
    public static bool AreSame(string one, string other) =>
        one == other || Known.Any(venue => venue.Name == one && venue.Alias == other);
}
