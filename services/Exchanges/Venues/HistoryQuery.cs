namespace Trading.Exchanges.Venues;

/// <summary>What can be asked of a venue's history; each costs a weight of its own.</summary>
public enum HistoryQuery
{
    Bars = 0,
    Trades,
    NewestTrades,
    Aggregates,
    Depth,
    Instruments,
}
