namespace Trading.MarketData.Cache;

/// <summary>
/// Where the latest price stands in Redis: the string <c>market:price:{venue}:{symbol}</c>, such as <c>market:price:simulator:BTCUSDT</c>,
/// holds a <see cref="LatestPrice"/> as JSON in the product's shape. It has no expiry: its times tell its age.
/// </summary>
internal static class PriceKeys
{
    public static string For(string venue, string symbol) => $"market:price:{venue}:{symbol}";
}
