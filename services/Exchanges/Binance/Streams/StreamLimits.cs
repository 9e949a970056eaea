namespace Trading.Exchanges.Binance.Streams;

/// <summary>What the venue allows and promises on market streams.</summary>
/// <param name="MessagesPerSecond">Messages that one connection may send: pings, pongs and JSON each count.</param>
/// <param name="MaxSilence">Longest silence of a living connection: spot pings every 20 s, USD-M every 3 min.</param>
public sealed record StreamLimits(int MessagesPerSecond, TimeSpan MaxSilence)
{
    /// <summary>The venue allows 1,024 streams a connection; fewer keep a reconnect cheap and the address short.</summary>
    public const int StreamsPerConnection = 200;

    /// <summary>Connection attempts in five minutes: 300 ban the address, a part is left to the other services on it.</summary>
    public const int AttemptsPerWindow = 200;

    public static TimeSpan AttemptsWindow { get; } = TimeSpan.FromMinutes(5);

    public static StreamLimits Of(BinanceMarket market) => market == BinanceMarket.Spot
        ? new StreamLimits(5, TimeSpan.FromSeconds(60))
        : new StreamLimits(10, TimeSpan.FromMinutes(4));
}
