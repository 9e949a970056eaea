namespace Trading.MarketStore.Trades;

/// <summary>Which trades to read, in the order of their ids. Bounds that are null do not bound.</summary>
/// <param name="FromId">First id, inclusive.</param>
/// <param name="ToId">Last id, inclusive.</param>
/// <param name="From">UTC exchange time, inclusive.</param>
/// <param name="To">UTC exchange time, exclusive.</param>
/// <param name="Newest">With a limit: the last ones instead of the first, still in ascending order.</param>
public readonly record struct TradeQuery(
    long? FromId = null,
    long? ToId = null,
    DateTime? From = null,
    DateTime? To = null,
    int? Limit = null,
    bool Newest = false);
