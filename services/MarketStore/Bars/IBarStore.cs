using Trading.Contracts;

namespace Trading.MarketStore.Bars;

/// <summary>Bars of intervals, and bars of windows.</summary>
public interface IBarStore
{
    /// <summary>
    /// Stores bars by venue, symbol, series, interval, open time and source, all or none. Against a stored one a closed bar wins
    /// over an open one, then the higher revision, then the later write. Returns how many rows were added or changed.
    /// </summary>
    Task<int> WriteBarsAsync(
        InstrumentId instrument,
        IReadOnlyList<Bar> bars,
        BarSeries series = BarSeries.Last,
        CancellationToken cancellationToken = default);

    /// <summary>Streams bars in the order of their open times, one per open time unless a source is asked for.</summary>
    IAsyncEnumerable<Bar> ReadBarsAsync(
        InstrumentId instrument,
        BarInterval interval,
        BarQuery query = default,
        CancellationToken cancellationToken = default);

    /// <summary>
    /// Holes among the venue's own closed bars (archive or REST; our aggregation does not fill a hole of history) in
    /// [<paramref name="from"/>, <paramref name="to"/>), ascending. The bounds (UTC) are open times.
    /// </summary>
    Task<IReadOnlyList<TimeRange>> MissingBarsAsync(
        InstrumentId instrument,
        BarInterval interval,
        DateTime from,
        DateTime to,
        BarSeries series = BarSeries.Last,
        CancellationToken cancellationToken = default);

    /// <summary>
    /// Stores bars of windows by venue, symbol, window and position, all or none; what wins against a stored one is as with bars of
    /// intervals. Returns how many rows were added or changed.
    /// </summary>
    Task<int> WriteWindowBarsAsync(InstrumentId instrument, IReadOnlyList<WindowBar> bars, CancellationToken cancellationToken = default);

    /// <summary>Streams the bars of a window in the order of their positions.</summary>
    IAsyncEnumerable<WindowBar> ReadWindowBarsAsync(
        InstrumentId instrument, string window, WindowBarQuery query = default, CancellationToken cancellationToken = default);

    /// <summary>Removes the bars of a window in a range of positions, both inclusive: they are about to be cut again.</summary>
    Task<int> DeleteWindowBarsAsync(
        InstrumentId instrument, string window, long fromPosition, long toPosition, CancellationToken cancellationToken = default);
}
