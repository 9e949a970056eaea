using Trading.Contracts;

namespace Trading.OrderExecution.Tests.Stubs;

internal static class Instruments
{
    /// <summary>Ticks of 0.01, steps of 0.00001, 5 to 9 million of notional.</summary>
    public static Instrument Of(string symbol) => new(
        new InstrumentId(Venues.Simulator, symbol), symbol[..^4], "USDT", true, 0.01m, 1_000_000m, 0.01m, 0.00001m, 9000m, 0.00001m, 0, 0, 0, 5m, 9_000_000m);
}
