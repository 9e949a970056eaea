namespace Trading.AppHost;

/// <summary>A venue that the system can be pointed at: its name in storage and its public addresses.</summary>
internal sealed record Venue(string Name, string RestUrl, string StreamUrl)
{
    public static Venue Simulator { get; } = new(
        "simulator",
        "http://{exchange-simulator.host}:{exchange-simulator.port}",
        "ws://{exchange-simulator.host}:{exchange-simulator.port}");

    public static IReadOnlyList<Venue> All { get; } =
    [
        Simulator,
        new("binance-spot", "https://api.binance.com", "wss://stream.binance.com:9443"),
        new("binance-usdm", "https://fapi.binance.com", "wss://fstream.binance.com"),
    ];
}
