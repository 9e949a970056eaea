using Trading.ExchangeSimulator.Engine.Markets;

namespace Trading.ExchangeSimulator.Protocol.Streams;

/// <summary>
/// What the venue allows one connection. Spot pings every 20 s and wants a pong within a minute, USD-M every 3 min and within 10.
/// </summary>
internal sealed record ConnectionLimits(
    int BufferBytes, int IncomingPerSecond, TimeSpan PingInterval, TimeSpan PongTimeout, TimeSpan Lifetime)
{
    private static readonly TimeSpan Notice = TimeSpan.FromMinutes(10);

    /// <summary>Age at which <c>serverShutdown</c> is sent: ten minutes before the end, at half of a shorter life.</summary>
    public TimeSpan ShutdownNoticeAt => Lifetime - (Notice < Lifetime / 2 ? Notice : Lifetime / 2);

    public static ConnectionLimits Of(MarketRules rules, SimulatorOptions options)
    {
        var ping = options.PingIntervalSeconds > 0 ? options.PingIntervalSeconds : rules.PingSeconds;
        return new ConnectionLimits(
            options.ClientBufferBytes, rules.IncomingPerSecond, TimeSpan.FromSeconds(ping), TimeSpan.FromSeconds(ping * rules.PongPings),
            TimeSpan.FromSeconds(options.ConnectionLifetimeSeconds));
    }
}

/// <summary>Counts a client's messages of the last second.</summary>
internal sealed class IncomingRate(int perSecond, TimeProvider clock)
{
    private readonly Queue<long> _times = new();

    /// <summary>Counts one more; false when that is too many.</summary>
    public bool Take()
    {
        var now = clock.GetTimestamp();
        while (_times.TryPeek(out var oldest) && clock.GetElapsedTime(oldest, now) > TimeSpan.FromSeconds(1))
        {
            _times.Dequeue();
        }

        _times.Enqueue(now);
        return _times.Count <= perSecond;
    }
}
