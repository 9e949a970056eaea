using System.Collections.Concurrent;
using Trading.Contracts;
using Trading.Exchanges;

namespace Trading.PaperTrading.Live;

/// <summary>
/// How long ago market data last arrived, by this process's clock: a replayed tape carries old times and is fresh all the same.
/// </summary>
internal sealed class InputAge(TimeProvider clock)
{
    private readonly ConcurrentDictionary<BarInterval, long> _bars = new();
    private readonly long _start = clock.GetTimestamp();
    private long _ticks = clock.GetTimestamp();
    private readonly ConcurrentDictionary<string, FeedStatusChanged> _feeds = new(StringComparer.Ordinal);
    private readonly ReplayEnd _replay = new(clock);
    private volatile string? _feedProblem;

    /// <summary>What market data last said of a feed that may not be used; null when it is fine.</summary>
    public string? FeedProblem => _feedProblem;

    /// <summary>Whether the feed is a recording that has come to its end with every symbol: nothing is late then.</summary>
    public bool HasEnded => _replay.HasEnded;

    /// <summary>Since the newest batch of ticks; since the start before the first.</summary>
    public TimeSpan OfTicks => clock.GetElapsedTime(Volatile.Read(ref _ticks));

    public void ObserveTicks() => Volatile.Write(ref _ticks, clock.GetTimestamp());

    public void ObserveFeed(FeedStatusChanged feed)
    {
        _feedProblem = feed.Stale ? feed.Reason : null;
        _replay.Observe(feed);
        _feeds[feed.Symbol] = feed;
    }

    /// <summary>Whether market data says that the symbol's price cannot be trusted now: order execution denies orders on it.</summary>
    public bool IsStale(string symbol) => _feeds.TryGetValue(symbol, out var feed) && feed.Stale && feed.Status != FeedStatus.Ended;

    public void ObserveBar(BarInterval interval) => _bars[interval] = clock.GetTimestamp();

    /// <summary>Since the newest bar of an interval; since the start before the first.</summary>
    public TimeSpan OfBars(BarInterval interval) => clock.GetElapsedTime(_bars.GetValueOrDefault(interval, _start));
}
