using Trading.Contracts;

namespace Trading.Exchanges.Transport;

/// <summary>Times as numbers since the Unix epoch: milliseconds, or microseconds where asked for; distinguished by their size.</summary>
public static class EpochTime
{
    // 2001-09-09 and 2286-11-20 in milliseconds; the same instants in microseconds are a thousand times larger.
    private const long MinMilliseconds = 1_000_000_000_000;
    private const long MaxMilliseconds = 10_000_000_000_000;

    // A time from here on (ms) is a number of microseconds: the year 5138 in milliseconds.
    private const long FirstMicrosecond = 100_000_000_000_000;

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

    /// <summary>UTC; numbers of any past are taken.</summary>
    public static DateTime Utc(long number) => DateTime.UnixEpoch.AddTicks(
        number * (number >= FirstMicrosecond ? TimeSpan.TicksPerMicrosecond : TimeSpan.TicksPerMillisecond));

    /// <summary>The close time of a bar when it is not the last millisecond (or microsecond) of its interval, else null.</summary>
    public static DateTime? IrregularClose(BarInterval interval, DateTime openTime, long closeNumber)
    {
        var closeTime = Utc(closeNumber);
        var unit = closeNumber >= FirstMicrosecond ? TimeSpan.TicksPerMicrosecond : TimeSpan.TicksPerMillisecond;
        return closeTime.Ticks + unit == interval.CloseOf(openTime).Ticks ? null : closeTime;
    }
}
