namespace Trading.MarketStore.Trades;

/// <summary>First and last stored trade of an instrument, and the exchange times (UTC) of those two.</summary>
public readonly record struct TradeExtent(long FirstId, long LastId, DateTime FirstTime, DateTime LastTime);
