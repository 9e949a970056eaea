using Trading.Contracts;

namespace Trading.PaperTrading.Live;

/// <summary>The time that the market is in: our clock's, or in a replay that of its newest trade.</summary>
internal sealed class MarketTime(TimeProvider clock)
{
    private static readonly TimeSpan MaxLag = TimeSpan.FromSeconds(10);
    private long _replayed;

    /// <summary>UTC.</summary>
    public DateTime Now => Volatile.Read(ref _replayed) is var ticks and not 0
        ? new DateTime(ticks, DateTimeKind.Utc)
        : clock.GetUtcNow().UtcDateTime;

    /// <summary>Takes the newest trade of a feed that may be a recording.</summary>
    public void Observe(in Trade newest)
    {
        var isLive = (newest.ReceivedTime - newest.ExchangeTime).Duration() < MaxLag;
        Volatile.Write(ref _replayed, isLive ? 0 : Math.Max(_replayed, newest.ExchangeTime.Ticks));
    }
}
