using System.Collections.Concurrent;
using Trading.Contracts;

namespace Trading.Exchanges;

/// <summary>Whether the feed is a recording that has come to its end, by what market data says of it.</summary>
public sealed class ReplayEnd(TimeProvider clock)
{
    /// <summary>Stands at the end of a service's description in readiness.</summary>
    public const string Text = "the replay has ended";

    // Market data repeats what it says of a feed every ten seconds: after three it is gone, and what it said holds no more.
    private static readonly TimeSpan MaxSilence = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<InstrumentId, FeedStatus> _feeds = new();
    private long _seen;

    /// <summary>True once it has ended with every symbol: nothing is late then.</summary>
    public bool HasEnded => !_feeds.IsEmpty && _feeds.Values.All(status => status == FeedStatus.Ended)
        && clock.GetElapsedTime(Volatile.Read(ref _seen)) <= MaxSilence;

    public void Observe(FeedStatusChanged feed)
    {
        Volatile.Write(ref _seen, clock.GetTimestamp());
        _feeds[new InstrumentId(feed.Venue, feed.Symbol)] = feed.Status;
    }
}
