namespace Trading.Exchanges.Binance.Rest;

/// <summary>
/// Request weight by endpoint and parameters, as the venue documents it (developers.binance.com: spot REST API, general endpoints
/// and market data; USD-M futures, market data).
/// </summary>
public static class BinanceWeights
{
    /// <summary>Most rows that one kline request may ask for.</summary>
    public static int MaxKlines(BinanceMarket market) => market == BinanceMarket.Spot ? 1000 : 1500;

    /// <summary>Rows per kline request that cost the least weight per row: 500 a weight on spot, 249.5 on USD-M.</summary>
    public static int CheapestKlines(BinanceMarket market) => market == BinanceMarket.Spot ? 1000 : 499;

    public static int MaxHistoricalTrades(BinanceMarket market) => market == BinanceMarket.Spot ? 1000 : 500;

    /// <summary>Klines, and on USD-M mark, index and premium klines too.</summary>
    public static int Klines(BinanceMarket market, int limit) => market == BinanceMarket.Spot
        ? 2
        : limit switch
        {
            < 100 => 1,
            < 500 => 2,
            <= 1000 => 5,
            _ => 10,
        };

    public static int Depth(BinanceMarket market, int limit) => market == BinanceMarket.Spot
        ? limit switch
        {
            <= 100 => 5,
            <= 500 => 25,
            <= 1000 => 50,
            _ => 250,
        }
        : limit switch
        {
            <= 50 => 2,
            <= 100 => 5,
            <= 500 => 10,
            _ => 20,
        };

    public static int AggTrades(BinanceMarket market) => market == BinanceMarket.Spot ? 4 : 20;

    public static int HistoricalTrades(BinanceMarket market) => market == BinanceMarket.Spot ? 25 : 20;

    public static int RecentTrades(BinanceMarket market) => market == BinanceMarket.Spot ? 25 : 5;

    public static int ExchangeInfo(BinanceMarket market) => market == BinanceMarket.Spot ? 20 : 1;

    public const int Time = 1;

    /// <summary>Spot: an order that is placed or cancelled costs nothing when it succeeds; a refused one is in the venue's own count.</summary>
    public const int OrderChange = 0;

    /// <summary>Spot: one order by its id.</summary>
    public const int OrderQuery = 4;

    /// <summary>Spot: open orders of one symbol.</summary>
    public const int OpenOrders = 6;

    /// <summary>Spot: the account, or its trades.</summary>
    public const int Account = 20;

    /// <summary>Funding endpoints have no weight but a limit of their own: this many requests per <see cref="FundingWindow"/> and IP.</summary>
    public const int FundingRequests = 500;

    public static TimeSpan FundingWindow { get; } = TimeSpan.FromMinutes(5);

    /// <summary>Weight per minute and IP until <c>exchangeInfo</c> says otherwise.</summary>
    public static int LimitPerMinute(BinanceMarket market) => market == BinanceMarket.Spot ? 6000 : 2400;
}
