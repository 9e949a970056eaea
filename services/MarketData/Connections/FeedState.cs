using Trading.Contracts;
using Trading.Exchanges.Venues;

namespace Trading.MarketData.Connections;

/// <param name="ExchangeTicks">UTC ticks of the newest event that has an exchange time; 0 before the first.</param>
/// <param name="ReceivedTicks">UTC ticks, when it was received.</param>
/// <param name="Reconnects">Connections after the first.</param>
internal readonly record struct FeedState(FeedStatus Status, long ExchangeTicks, long ReceivedTicks, long Reconnects)
{
    /// <summary>Exchange times near our clock: live data, not a recording.</summary>
    public bool IsLive => ReceivedTicks != 0 && Math.Abs(ReceivedTicks - ExchangeTicks) < 10 * TimeSpan.TicksPerSecond;

    /// <summary>Whether a simulator plays a recording. A real venue's feed that is far behind is late.</summary>
    public bool IsReplayOf(VenueDescription venue) => venue.IsSimulated && !IsLive;
}
