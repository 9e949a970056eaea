namespace Trading.MarketData.Cache;

/// <summary>The newest known price of a symbol.</summary>
/// <param name="Price">Of the last trade; null before the first.</param>
/// <param name="Source"><c>stream</c> (this process), <c>cache</c> (Redis) or <c>store</c> (last stored trade).</param>
public sealed record LatestPrice(
    string Venue,
    string Symbol,
    decimal? Price,
    decimal? Bid,
    decimal? Ask,
    DateTime ExchangeTime,
    DateTime ReceivedTime,
    string Source);
