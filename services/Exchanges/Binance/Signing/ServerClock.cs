namespace Trading.Exchanges.Binance.Signing;

/// <summary>
/// The venue's clock, seen from here. A signed request is refused (-1021) when its timestamp is a second ahead of the venue or
/// older than its receive window: the answer is to measure again, never to widen the window.
/// </summary>
public sealed class ServerClock(TimeProvider time)
{
    private long _offsetMs;

    /// <summary>Venue minus local, in milliseconds.</summary>
    public long OffsetMs => Volatile.Read(ref _offsetMs);

    public bool IsSynced { get; private set; }

    public long NowMs() => time.GetUtcNow().ToUnixTimeMilliseconds() + OffsetMs;

    /// <summary>Takes one measurement; half of the round trip is assumed to be the way back.</summary>
    public void Measured(long serverMs, long sentMs, long receivedMs)
    {
        Volatile.Write(ref _offsetMs, serverMs - (sentMs + receivedMs) / 2);
        IsSynced = true;
    }
}
