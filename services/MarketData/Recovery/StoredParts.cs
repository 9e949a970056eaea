using Trading.Contracts;
using Trading.MarketData.Windows;
using Trading.MarketStore.Bars;

namespace Trading.MarketData.Recovery;

/// <summary>
/// Stored seconds and minutes as the parts of longer bars: however many trades a minute has, it is the sum of sixty rows. Both are always
/// built, and are revised before whatever is summed from them.
/// </summary>
internal static class StoredParts
{
    /// <summary>The longest part that a length of time, aligned to itself, is a multiple of.</summary>
    public static BarInterval PartOf(long ticks) => ticks % TimeSpan.TicksPerMinute == 0 ? BarInterval.OneMinute : BarInterval.OneSecond;

    /// <summary>The sum of our own parts from <paramref name="from"/>, inclusive, to <paramref name="to"/>, exclusive (UTC).</summary>
    public static async Task<BarAccumulator> SumAsync(
        this IBarStore store, InstrumentId instrument, BarInterval part, DateTime from, DateTime to, CancellationToken cancellationToken)
    {
        var sum = default(BarAccumulator);
        var order = long.MinValue;
        await foreach (var bar in store.ReadBarsAsync(
            instrument, part, new BarQuery(from, to, Source: BarSource.Trades), cancellationToken))
        {
            sum.Merge(BarAccumulator.From(bar, order++));
        }

        return sum;
    }
}
