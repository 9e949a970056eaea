using Trading.ExchangeSimulator.Engine.Matching;
using Trading.ExchangeSimulator.Protocol.Limits;

namespace Trading.ExchangeSimulator.Protocol.Rest;

/// <summary>The endpoints of <c>/api/v3</c> with their weights.</summary>
internal static class SpotRoutes
{
    public static IReadOnlyList<Route> All(RateLimits limits) =>
    [
        Public("ping", _ => 1, SpotMarketApi.Ping),
        Public("time", _ => 1, SpotMarketApi.Time),
        Public("exchangeInfo", _ => 20, SpotExchangeInfo.Handler(limits)),
        Public("depth", SpotMarketApi.DepthWeight, SpotMarketApi.Depth),
        Public("trades", _ => 25, SpotMarketApi.Trades),
        Public("historicalTrades", _ => 25, SpotMarketApi.Trades),
        Public("aggTrades", _ => 4, SpotMarketApi.AggregateTrades),
        Public("klines", _ => 2, SpotMarketApi.Klines),
        Public("uiKlines", _ => 2, SpotMarketApi.Klines),
        Public("avgPrice", _ => 2, SpotTickerApi.Average),
        Public("ticker/24hr", SpotTickerApi.DayWeight, SpotTickerApi.Day),
        Public("ticker/price", SpotTickerApi.SmallWeight, SpotTickerApi.Price),
        Public("ticker/bookTicker", SpotTickerApi.SmallWeight, SpotTickerApi.Book),
        Signed("POST", "order", _ => 1, SpotTradeApi.Place) with { IsOrder = true, ChangesOrders = true },
        Signed("POST", "order/test", call => call.Has("computeCommissionRates") ? 20 : 1, SpotTradeApi.Test),
        Signed("GET", "order", _ => 4, SpotTradeApi.Get),
        Signed("DELETE", "order", _ => 1, SpotTradeApi.Cancel) with { ChangesOrders = true },
        Signed("DELETE", "openOrders", _ => 1, SpotTradeApi.CancelAll) with { ChangesOrders = true },
        Signed("GET", "openOrders", call => call.Has("symbol") ? 6 : 80, SpotTradeApi.Open),
        Signed("GET", "allOrders", _ => 20, SpotTradeApi.All),
        Signed("GET", "account", _ => 20, SpotAccountApi.Account),
        Signed("GET", "account/commission", _ => 20, SpotAccountApi.Commission),
        Signed("GET", "myTrades", _ => 20, SpotAccountApi.Trades),
        Signed("GET", "rateLimit/order", _ => 40, SpotAccountApi.OrderLimits(limits)),
    ];

    private static Route Public(string path, Func<ApiCall, int> weight, Func<ApiCall, VenueError?> handler) =>
        new("GET", $"/api/v3/{path}", Access.Public, weight, handler);

    private static Route Signed(string method, string path, Func<ApiCall, int> weight, Func<ApiCall, VenueError?> handler) =>
        new(method, $"/api/v3/{path}", Access.Signed, weight, handler);
}
