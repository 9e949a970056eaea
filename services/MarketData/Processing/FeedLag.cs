using Trading.Exchanges.Ticks;

namespace Trading.MarketData.Processing;

/// <summary>
/// How far what comes in is behind what happens: from a trade's exchange time to its receipt, the most that any connection showed since
/// the last question. While nothing comes it stays what it was.
/// </summary>
internal sealed class FeedLag
{
    // Beyond this a trade's time is wrong, and no lag.
    private const long Longest = TimeSpan.TicksPerMinute;

    private long _known;
    private long _seen = -1;

    /// <param name="newest">The last trade of a socket read.</param>
    public void Seen(in Tick newest) => _seen = Math.Max(_seen, Math.Clamp(newest.ReceivedTicks - newest.ExchangeTicks, 0, Longest));

    /// <summary>In 100 ns ticks. An exchange clock that is ahead of ours shows none.</summary>
    public long Take()
    {
        if (_seen >= 0)
        {
            (_known, _seen) = (_seen, -1);
        }

        return _known;
    }
}
