using System.Diagnostics;

namespace Trading.MarketData;

/// <summary>Name of the service's meter and spans.</summary>
internal static class MarketDataTelemetry
{
    public const string Name = "Trading.MarketData";

    public static ActivitySource Source { get; } = new(Name);
}
