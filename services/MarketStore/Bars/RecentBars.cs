using Trading.Contracts;

namespace Trading.MarketStore.Bars;

/// <summary>The newest bars that belong to one stretch of the market.</summary>
public static class RecentBars
{
    /// <summary>
    /// Intervals without a trade have no bar: this many times the bars' own time may pass between the oldest and the newest.
    /// </summary>
    public const int LongestStretch = 10;

    /// <summary>
    /// Up to <paramref name="count"/> closed bars before a time, ascending. Bars from before a break, such as an old month that was
    /// downloaded into the same store, are left out: an average over both would be of no market.
    /// </summary>
    /// <param name="before">UTC open time, exclusive; the newest bars must end near it. Null takes the newest that are stored.</param>
    public static async Task<IReadOnlyList<Bar>> ReadRecentBarsAsync(
        this IBarStore store,
        InstrumentId instrument,
        BarInterval interval,
        int count,
        DateTime? before,
        CancellationToken cancellationToken)
    {
        if (count == 0)
        {
            return [];
        }

        var bars = new List<Bar>(count);
        var newest = new BarQuery(To: before, Limit: count, Newest: true);
        await foreach (var bar in store.ReadBarsAsync(instrument, interval, newest, cancellationToken))
        {
            if (bar.Closed)
            {
                bars.Add(bar);
            }
        }

        var end = before ?? (bars.Count > 0 ? bars[^1].OpenTime : default);
        bars.RemoveAll(bar => end - bar.OpenTime > LongestStretch * count * interval.Duration);
        return bars;
    }
}
