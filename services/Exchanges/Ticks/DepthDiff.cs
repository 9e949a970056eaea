namespace Trading.Exchanges.Ticks;

/// <summary>A change of the book. Its levels stand in the batch beside it: bids first, then asks.</summary>
/// <param name="FirstId">First update id inside (<c>U</c>).</param>
/// <param name="LastId">Last update id inside (<c>u</c>).</param>
/// <param name="PreviousId">Last update id of the event before (<c>pu</c>, USD-M); -1 on spot.</param>
/// <param name="Start">Index of its first level in <see cref="FrameBatch.Levels"/>.</param>
public readonly record struct DepthDiff(
    int Symbol,
    long FirstId,
    long LastId,
    long PreviousId,
    int Start,
    int Bids,
    int Asks,
    long ExchangeTicks,
    long ReceivedTicks);
