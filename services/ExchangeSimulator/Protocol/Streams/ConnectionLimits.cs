using Trading.ExchangeSimulator.Engine.Markets;

namespace Trading.ExchangeSimulator.Protocol.Streams;

/// <summary>What the venue allows one connection. Spot pings every 20 s and wants a pong within a minute, USD-M every 3 min and within 10.</summary>
internal sealed record ConnectionLimits(int BufferBytes, int IncomingPerSecond, TimeSpan PingInterval, TimeSpan PongTimeout, TimeSpan Lifetime)
{
    private static readonly TimeSpan Notice = TimeSpan.FromMinutes(10);

    /// <summary>Age at which <c>serverShutdown</c> is sent: ten minutes before the end, at half of a shorter life.</summary>
    public TimeSpan ShutdownNoticeAt => Lifetime - (Notice < Lifetime / 2 ? Notice : Lifetime / 2);

    public static ConnectionLimits Of(MarketKind kind, SimulatorOptions options)
    {
        var ping = options.PingIntervalSeconds > 0 ? options.PingIntervalSeconds : kind == MarketKind.Spot ? 20 : 180;
        return new ConnectionLimits(
            options.ClientBufferBytes,
            kind == MarketKind.Spot ? 5 : 10,
            TimeSpan.FromSeconds(ping),
            TimeSpan.FromSeconds(kind == MarketKind.Spot ? ping * 3 : ping * 10 / 3.0),
            TimeSpan.FromSeconds(options.ConnectionLifetimeSeconds));
    }
}
