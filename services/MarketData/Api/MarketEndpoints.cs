using Trading.ServiceDefaults.OpenApi;

namespace Trading.MarketData.Api;

/// <summary>Everything below <c>/market</c>. Reading needs no key.</summary>
internal static class MarketEndpoints
{
    public static void MapMarket(this IEndpointRouteBuilder endpoints)
    {
        // Its counts are shown before the first request.
        _ = endpoints.ServiceProvider.GetRequiredService<FillMetrics>();
        var market = endpoints.MapGroup("/market").WithTags("market data");
        LiveEndpoints.Map(market);
        HistoryEndpoints.Map(market);
        LedgerEndpoints.Map(market);
        market.MapGet("/book/{symbol}", BookEndpoint.Book).WithSummary("The local order book")
            .NamesVenue()
            .Refuses(StatusCodes.Status404NotFound, "unknownSymbol", "NOPE is not recorded here. Recorded are BTCUSDT, ETHUSDT.")
            .Refuses(StatusCodes.Status404NotFound, "bookNotReady", "The book of BTCUSDT has had no snapshot yet.")
            .Refuses(StatusCodes.Status400BadRequest, "invalidDepth", "depth is 1 to 5000.");
        market.MapGet("/stream", StreamEndpoint.StreamAsync).WithSummary("Server-sent events of trades, bars, bars of windows and books")
            .Produces(200, contentType: "text/event-stream").KnowsVenue()
            .Refuses(StatusCodes.Status404NotFound, "unknownSymbol", "NOPE is not recorded here. Recorded are BTCUSDT, ETHUSDT.")
            .Refuses(StatusCodes.Status400BadRequest, "unknownKind", "'candles' is none of trades, bars, windows, book.");
    }
}
