using Trading.Exchanges.Venues;

namespace Trading.Exchanges.Binance.Spot;

/// <summary>The spot market, and the exchange simulator, which speaks the same protocol at a local address.</summary>
public static class SpotMarket
{
    /// <summary>
    /// Signed requests: an order that is placed or cancelled costs nothing when it succeeds; a refused one is in the venue's own count.
    /// </summary>
    public const int OrderChangeWeight = 0;

    /// <summary>One order by its id.</summary>
    public const int OrderQueryWeight = 4;

    /// <summary>Open orders of one symbol.</summary>
    public const int OpenOrdersWeight = 6;

    /// <summary>The account, or its trades.</summary>
    public const int AccountWeight = 20;

    public const int TimeWeight = 1;

    public static BinanceMarket Market { get; } = new(
        "/api/v3/", Weight, ListsBySymbol: true, _ => "", [StreamKind.BookTicker, StreamKind.Depth, StreamKind.Kline]);

    public static VenueDescription Description { get; } = new()
    {
        Name = BinanceVenueNames.Spot,
        Exchange = "BINANCE",
        Market = "spot",
        RestUrl = new Uri("https://api.binance.com"),
        StreamUrl = new Uri("wss://stream.binance.com:9443"),
        UserStreamUrl = new Uri("wss://ws-api.binance.com:443/ws-api/v3"),
        ArchiveUrl = new Uri("https://data.binance.vision"),
        Archives = ArchiveLayout.Spot,
        TakesOrders = true,
        HasSecondBars = true,
        BookRule = BookRule.FirstIdFollows,
        MaxBookLevels = 5000,
        BarsPerRequest = 1000,
        TradesPerRequest = 1000,
        WeightPerMinute = 6000,

        // Pings come every 20 s.
        Streams = BinanceFeed.Limits(5, TimeSpan.FromSeconds(60)),
    };

    public static VenueDescription Simulator { get; } = Description with
    {
        Name = Contracts.Venues.Simulator,
        Alias = BinanceVenueNames.SimulatorSpot,
        Exchange = "SIMULATOR",
        Market = "the exchange simulator on this machine",
        RestUrl = new Uri("http://127.0.0.1:8090"),
        StreamUrl = new Uri("ws://127.0.0.1:8090"),
        UserStreamUrl = new Uri("/ws-api/v3", UriKind.Relative),
        ArchiveUrl = new Uri("/", UriKind.Relative),
        IsSimulated = true,
    };

    private static int Weight(HistoryQuery query, int rows) => query switch
    {
        HistoryQuery.Bars => 2,
        HistoryQuery.Aggregates => 4,
        HistoryQuery.Trades or HistoryQuery.NewestTrades => 25,
        HistoryQuery.Instruments => 20,
        _ => rows switch
        {
            <= 100 => 5,
            <= 500 => 25,
            <= 1000 => 50,
            _ => 250,
        },
    };
}
