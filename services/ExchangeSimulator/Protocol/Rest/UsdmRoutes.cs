using Trading.ExchangeSimulator.Engine.Markets;
using Trading.ExchangeSimulator.Engine.Matching;
using Trading.ExchangeSimulator.Engine.Tape;
using Trading.ExchangeSimulator.Protocol.Limits;
using Trading.ExchangeSimulator.Protocol.Streams;

namespace Trading.ExchangeSimulator.Protocol.Rest;

/// <summary>The endpoints of <c>/fapi</c> with their weights.</summary>
internal static class UsdmRoutes
{
    public static IReadOnlyList<Route> All(RateLimits limits, UsdmFundingApi funding, UsdmUserFeed feed) =>
    [
        Public("v1/ping", _ => 1, SpotMarketApi.Ping),
        Public("v1/time", _ => 1, SpotMarketApi.Time),
        Public("v1/exchangeInfo", _ => 1, UsdmExchangeInfo.Handler(limits)),
        Public("v1/depth", UsdmMarketApi.DepthWeight, UsdmMarketApi.Depth),
        Public("v1/trades", _ => 5, UsdmMarketApi.Trades),
        Keyed("GET", "v1/historicalTrades", 20, UsdmMarketApi.Trades),
        Public("v1/aggTrades", _ => 20, UsdmMarketApi.AggregateTrades),
        Public("v1/klines", UsdmMarketApi.KlineWeight, UsdmMarketApi.Klines("symbol")),
        Public("v1/continuousKlines", UsdmMarketApi.KlineWeight, UsdmMarketApi.Klines("pair")),
        Public("v1/markPriceKlines", UsdmMarketApi.KlineWeight, funding.Klines(PriceSeries.Mark)),
        Public("v1/indexPriceKlines", UsdmMarketApi.KlineWeight, funding.Klines(PriceSeries.Index)),
        Public("v1/premiumIndexKlines", UsdmMarketApi.KlineWeight, funding.Klines(PriceSeries.Premium)),
        Public("v1/premiumIndex", call => call.Has("symbol") ? 1 : 10, funding.Premium),
        Public("v1/fundingRate", _ => 0, funding.Rates),
        Public("v1/fundingInfo", _ => 0, funding.Info),
        Public("v1/openInterest", _ => 1, UsdmTickerApi.OpenInterest),
        Public("v1/ticker/24hr", call => call.Has("symbol") ? 1 : 40, UsdmTickerApi.Day),
        Public("v1/ticker/price", call => call.Has("symbol") ? 1 : 2, UsdmTickerApi.Price),
        Public("v2/ticker/price", call => call.Has("symbol") ? 1 : 2, UsdmTickerApi.Price),
        Public("v1/ticker/bookTicker", call => call.Has("symbol") ? 2 : 5, UsdmTickerApi.Book),
        Signed("POST", "v1/order", 0, UsdmTradeApi.Place) with { IsOrder = true, ChangesOrders = true },
        Signed("GET", "v1/order", 1, UsdmTradeApi.Get),
        Signed("DELETE", "v1/order", 1, UsdmTradeApi.Cancel) with { ChangesOrders = true },
        Signed("DELETE", "v1/allOpenOrders", 1, UsdmTradeApi.CancelAll) with { ChangesOrders = true },
        Signed("GET", "v1/openOrders", 1, UsdmTradeApi.Open) with { Weight = call => call.Has("symbol") ? 1 : 40 },
        Signed("GET", "v1/allOrders", 5, UsdmTradeApi.All),
        Signed("GET", "v1/userTrades", 5, UsdmAccountApi.Trades),
        Signed("GET", "v2/account", 5, UsdmAccountView.Account),
        Signed("GET", "v3/account", 5, UsdmAccountView.AccountV3),
        Signed("GET", "v2/balance", 5, UsdmAccountApi.Balance),
        Signed("GET", "v3/balance", 5, UsdmAccountApi.Balance),
        Signed("GET", "v1/positionRisk", 5, UsdmAccountApi.Positions),
        Signed("GET", "v2/positionRisk", 5, UsdmAccountApi.Positions),
        Signed("GET", "v3/positionRisk", 5, UsdmAccountApi.Positions),
        Signed("POST", "v1/leverage", 1, UsdmAccountApi.Leverage),
        Signed("GET", "v1/leverageBracket", 1, UsdmAccountApi.Brackets),
        Keyed("POST", "v1/listenKey", 1, UsdmAccountApi.StartStream(feed)),
        Keyed("PUT", "v1/listenKey", 1, UsdmAccountApi.KeepStream(feed)),
        Keyed("DELETE", "v1/listenKey", 1, UsdmAccountApi.StopStream(feed)),
    ];

    private static Route Public(string path, Func<ApiCall, int> weight, Func<ApiCall, VenueError?> handler) =>
        new("GET", $"/fapi/{path}", Access.Public, weight, handler) { Kind = MarketKind.Usdm };

    private static Route Keyed(string method, string path, int weight, Func<ApiCall, VenueError?> handler) =>
        new(method, $"/fapi/{path}", Access.Key, _ => weight, handler) { Kind = MarketKind.Usdm };

    private static Route Signed(string method, string path, int weight, Func<ApiCall, VenueError?> handler) =>
        new(method, $"/fapi/{path}", Access.Signed, _ => weight, handler) { Kind = MarketKind.Usdm };
}
