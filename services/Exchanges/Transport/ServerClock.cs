namespace Trading.Exchanges.Transport;

/// <summary>
/// A venue's clock, seen from here: one for its market data and its orders. A signed request may be refused when its timestamp is ahead
/// of the venue or too old: the answer is to measure again, never to widen the window.
/// </summary>
public sealed class ServerClock(TimeProvider time)
{
    private long _offsetMs;

    /// <summary>Venue minus local.</summary>
    public TimeSpan Offset => TimeSpan.FromMilliseconds(Volatile.Read(ref _offsetMs));

    /// <summary>Measured by a round trip, as signed requests need it.</summary>
    public bool IsSynced { get; private set; }

    /// <summary>UTC of the venue.</summary>
    public DateTime Now => time.GetUtcNow().UtcDateTime + Offset;

    public long NowMs() => LocalMs() + Volatile.Read(ref _offsetMs);

    /// <summary>Local time at which a measurement begins.</summary>
    public long LocalMs() => time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Takes one measurement, now; half of the round trip is assumed to be the way back.</summary>
    /// <param name="sentMs">As <see cref="LocalMs"/> gave it before the request.</param>
    public void Measured(long serverMs, long sentMs)
    {
        Volatile.Write(ref _offsetMs, serverMs - (sentMs + LocalMs()) / 2);
        IsSynced = true;
    }

    /// <summary>A time in an answer that took its time: better than none, and never taken in place of a measurement.</summary>
    /// <param name="server">UTC of the venue.</param>
    public void Seen(DateTime server)
    {
        if (!IsSynced)
        {
            Volatile.Write(ref _offsetMs, (long)(server - time.GetUtcNow().UtcDateTime).TotalMilliseconds);
        }
    }
}
