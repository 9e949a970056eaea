namespace Trading.MarketStore.Bars;

/// <summary>Which bars of a window to read, in the order of their positions. Bounds that are null do not bound.</summary>
/// <param name="From">UTC open time, inclusive.</param>
/// <param name="To">UTC open time, exclusive.</param>
/// <param name="FromPosition">Inclusive.</param>
/// <param name="ToPosition">Inclusive.</param>
/// <param name="Newest">With a limit: the last ones instead of the first, still in ascending order.</param>
public readonly record struct WindowBarQuery(
    DateTime? From = null,
    DateTime? To = null,
    long? FromPosition = null,
    long? ToPosition = null,
    int? Limit = null,
    bool Newest = false);
