namespace Trading.Exchanges.Binance.Parsing;

/// <summary>The venue's times: milliseconds since the Unix epoch, microseconds where asked for; distinguished by their size.</summary>
public static class VenueTime
{
    // 2001-09-09 and 2286-11-20 in milliseconds; the same instants in microseconds are a thousand times larger.
    private const long MinMilliseconds = 1_000_000_000_000;
    private const long MaxMilliseconds = 10_000_000_000_000;

    /// <summary>UTC <see cref="DateTime.Ticks"/>; false when the number is no time of this century or the next two.</summary>
    public static bool TryTicks(long value, out long ticks)
    {
        if (value is >= MinMilliseconds and < MaxMilliseconds)
        {
            ticks = DateTime.UnixEpoch.Ticks + value * TimeSpan.TicksPerMillisecond;
            return true;
        }

        if (value is >= MinMilliseconds * 1000 and < MaxMilliseconds * 1000)
        {
            ticks = DateTime.UnixEpoch.Ticks + value * TimeSpan.TicksPerMicrosecond;
            return true;
        }

        ticks = 0;
        return false;
    }
}
