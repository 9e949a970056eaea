namespace Trading.MarketData.Cache;

/// <summary>The newest known price of a symbol.</summary>
/// <param name="Price">Of the last trade; null before the first.</param>
/// <param name="Source"><c>stream</c> (this process), <c>cache</c> (Redis) or <c>store</c> (last stored trade).</param>
/// <param name="MarkPrice">USD-M: the price by which positions are valued and liquidated; null elsewhere.</param>
/// <param name="FundingRate">USD-M: of the running interval, as estimated now (0.0001 is 0.01 %).</param>
/// <param name="NextFundingTime">UTC.</param>
internal sealed record LatestPrice(
    string Venue,
    string Symbol,
    decimal? Price,
    decimal? Bid,
    decimal? Ask,
    DateTime ExchangeTime,
    DateTime ReceivedTime,
    string Source,
    decimal? MarkPrice = null,
    decimal? IndexPrice = null,
    decimal? FundingRate = null,
    DateTime? NextFundingTime = null);
