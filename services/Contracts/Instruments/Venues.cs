namespace Trading.Contracts;

/// <summary>Venue names as they stand in configuration, storage keys, metrics and messages.</summary>
public static class Venues
{
    public const string Simulator = "simulator";
    public const string BinanceSpot = "binance-spot";
    public const string BinanceUsdm = "binance-usdm";

    public static IReadOnlyList<string> All { get; } = [Simulator, BinanceSpot, BinanceUsdm];

    public static bool IsKnown(string venue) => All.Contains(venue, StringComparer.Ordinal);
}
