using Trading.Contracts;
using Trading.PaperTrading.Domain;

namespace Trading.PaperTrading.Live;

/// <summary>
/// Which bars a strategy may trade on: those that closed after its start, and a moment ago. Others, such as those of history or of an
/// outage,
/// are only seen: what they would have traded at is gone. The bars of a recording are judged by when they were played.
/// </summary>
internal sealed class LiveBars(SessionRegistry book, HaltState halt, VenueFeeds feeds, PaperOptions options, TimeProvider clock)
{
    private readonly TimeSpan _maxAge = TimeSpan.FromSeconds(options.MaxOrderAgeSeconds);

    /// <summary>
    /// Whether the strategy decides on the bar; while it pauses it does not. A promoted one waits while the feed is stale, as right after a
    /// restart: its order would be denied, its paper trade would not, and an exit that was denied leaves a live position behind.
    /// </summary>
    public bool Decides(StrategyDefinition definition, BarClosed message)
    {
        var closedAt = message.ReplayedAt ?? message.Bar.Interval.CloseOf(message.Bar.OpenTime);
        return closedAt >= book.StartedAt(definition.Id)
            && (message.ReplayedAt is not null || clock.GetUtcNow().UtcDateTime - closedAt <= _maxAge)
            && (message.ReplayedAt is not null || !definition.Promoted || !feeds.Of(definition.Venue).Age.IsStale(message.Symbol))
            && halt.PauseOf(definition) is null;
    }

    /// <summary>
    /// Whether it decides on a trade: one that the venue matched a moment ago. A simulated venue's tape may be a recording, whose trades
    /// are judged by when they came.
    /// </summary>
    public bool Decides(StrategyDefinition definition, Trade trade, VenueFeed feed) =>
        Decides(definition, feed.Description.IsSimulated ? clock.GetUtcNow().UtcDateTime : trade.ExchangeTime);

    /// <param name="time">UTC by our clock, when what it decides on happened.</param>
    public bool Decides(StrategyDefinition definition, DateTime time) =>
        definition.State == StrategyState.Running
        && time >= book.StartedAt(definition.Id)
        && clock.GetUtcNow().UtcDateTime - time <= _maxAge
        && halt.PauseOf(definition) is null;
}
