using Trading.Contracts;

namespace Trading.MarketStore.Bars;

/// <summary>Which bars to read, in the order of their open times.</summary>
/// <param name="From">UTC open time, inclusive; null does not bound.</param>
/// <param name="To">UTC open time, exclusive; null does not bound.</param>
/// <param name="Newest">With a limit: the last ones instead of the first, still in ascending order.</param>
/// <param name="Source">
/// Only bars of this source. Null: one bar per open time, a closed one before an open one, then archive before REST before our own.
/// </param>
public readonly record struct BarQuery(
    DateTime? From = null,
    DateTime? To = null,
    int? Limit = null,
    bool Newest = false,
    BarSource? Source = null,
    BarSeries Series = BarSeries.Last);
