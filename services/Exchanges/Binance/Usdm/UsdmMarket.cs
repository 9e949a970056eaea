using Trading.Exchanges.Venues;

namespace Trading.Exchanges.Binance.Usdm;

/// <summary>USDT-margined perpetual futures.</summary>
public static class UsdmMarket
{
    /// <summary>
    /// Funding endpoints have no weight but a limit of their own: this many requests per <see cref="FundingWindow"/> and IP.
    /// </summary>
    public const int FundingRequests = 500;

    public static TimeSpan FundingWindow { get; } = TimeSpan.FromMinutes(5);

    public static BinanceMarket Market { get; } = new(
        "/fapi/v1/",
        Weight,
        ListsBySymbol: false,
        kind => kind is StreamKind.BookTicker or StreamKind.Depth ? "/public" : "/market",
        [StreamKind.BookTicker, StreamKind.Depth, StreamKind.Kline, StreamKind.MarkPrice]);

    public static VenueDescription Description { get; } = new()
    {
        Name = BinanceVenueNames.Usdm,
        Exchange = "BINANCE",
        Market = "USD-M futures",
        RestUrl = new Uri("https://fapi.binance.com"),
        StreamUrl = new Uri("wss://fstream.binance.com"),
        UserStreamUrl = new Uri("wss://ws-fapi.binance.com/ws-fapi/v1"),
        ArchiveUrl = new Uri("https://data.binance.vision"),
        Archives = ArchiveLayout.Futures,
        IsPerpetual = true,
        CanSellShort = true,
        TradesAreAggregates = true,
        BookRule = BookRule.PreviousIdMatches,
        MaxBookLevels = 1000,

        // 249.5 a weight; the most that one request may ask for is 1500.
        BarsPerRequest = 499,
        TradesPerRequest = 500,
        WeightPerMinute = 2400,

        // Pings come every 3 min.
        Streams = BinanceFeed.Limits(10, TimeSpan.FromMinutes(4)),
    };

    /// <summary>The exchange simulator's USD-M market, at the addresses of its spot market.</summary>
    public static VenueDescription Simulator { get; } = Description with
    {
        Name = BinanceVenueNames.SimulatorUsdm,
        Exchange = "SIMULATOR",
        Market = "USD-M futures of the exchange simulator on this machine",
        RestUrl = new Uri("http://127.0.0.1:8090"),
        StreamUrl = new Uri("ws://127.0.0.1:8090"),
        UserStreamUrl = new Uri("/ws-fapi/v1", UriKind.Relative),
        ArchiveUrl = new Uri("/", UriKind.Relative),
        IsSimulated = true,
    };

    private static int Weight(HistoryQuery query, int rows) => query switch
    {
        // Mark, index and premium klines too.
        HistoryQuery.Bars => rows switch
        {
            < 100 => 1,
            < 500 => 2,
            <= 1000 => 5,
            _ => 10,
        },
        HistoryQuery.Aggregates or HistoryQuery.Trades => 20,
        HistoryQuery.NewestTrades => 5,
        HistoryQuery.Instruments => 1,
        _ => rows switch
        {
            <= 50 => 2,
            <= 100 => 5,
            <= 500 => 10,
            _ => 20,
        },
    };
}
