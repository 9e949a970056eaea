namespace Trading.MarketData.Api;

/// <summary>Everything below <c>/market</c>. Reading needs no key.</summary>
internal static class MarketEndpoints
{
    public static void MapMarket(this IEndpointRouteBuilder endpoints)
    {
        var market = endpoints.MapGroup("/market").WithTags("market data");
        LiveEndpoints.Map(market);
        HistoryEndpoints.Map(market);
        LedgerEndpoints.Map(market);
        market.MapGet("/book/{symbol}", BookEndpoint.Book).WithSummary("The local order book");
        market.MapGet("/stream", StreamEndpoint.StreamAsync).WithSummary("Server-sent events of trades, bars, bars of windows and books").Produces(200, contentType: "text/event-stream");
    }
}
