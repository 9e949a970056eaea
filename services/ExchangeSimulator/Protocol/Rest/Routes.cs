using System.Globalization;
using Trading.ExchangeSimulator.Engine.Markets;
using Trading.ExchangeSimulator.Engine.Tape;

namespace Trading.ExchangeSimulator.Protocol.Rest;

/// <summary>The endpoints of <c>/api/v3</c> and <c>/fapi</c> with their weights.</summary>
internal sealed class Routes(KlineApi klines, FundingApi funding, ExchangeInfoApi info, SpotAccountApi spot, UsdmAccountApi usdm)
{
    public IEnumerable<Route> All => [.. Spot(), .. Usdm()];

    private static int CountOf(ApiCall call) => call.Has("symbol") ? 1 : call.Text("symbols")?.Split(',').Length ?? 0;

    private static int LimitOf(ApiCall call, int fallback) =>
        int.TryParse(call.Text("limit"), CultureInfo.InvariantCulture, out var limit) ? limit : fallback;

    /// <summary>One weight for one symbol, another for all.</summary>
    private static Func<ApiCall, int> OneOrAll(int one, int all) => call => call.Has("symbol") ? one : all;

    private static Func<ApiCall, object> OfSymbol(Func<ApiCall, Market, object> handler, string name = "symbol") =>
        call => call.Symbol(name) is { } market ? handler(call, market) : call.Error!;

    private IEnumerable<Route> Spot()
    {
        const MarketKind Kind = MarketKind.Spot;
        Route Public(string path, int weight, Func<ApiCall, object> handler) => new(
            Kind, "GET", $"/api/v3/{path}", Access.Public, _ => weight, handler);
        Route Signed(string method, string path, int weight, Func<ApiCall, object> handler) =>
            new(Kind, method, $"/api/v3/{path}", Access.Signed, _ => weight, handler);
        Func<ApiCall, int> few = call => CountOf(call) == 1 ? 2 : 4;
        return
        [
            Public("ping", 1, MarketDataApi.Ping),
            Public("time", 1, MarketDataApi.Time),
            Public("exchangeInfo", 20, info.Spot),
            Public("depth", 0, OfSymbol(MarketDataApi.Depth)) with
            {
                Weight = call => LimitOf(call, 100) switch { <= 100 => 5, <= 500 => 25, <= 1000 => 50, _ => 250 },
            },
            Public("trades", 25, OfSymbol(MarketDataApi.Trades)),
            Public("historicalTrades", 25, OfSymbol(MarketDataApi.Trades)),
            Public("aggTrades", 4, OfSymbol(MarketDataApi.AggregateTrades)),
            Public("klines", 2, OfSymbol(klines.OfTrades)),
            Public("uiKlines", 2, OfSymbol(klines.OfTrades)),
            Public("avgPrice", 2, OfSymbol(TickerApi.Average)),
            Public("ticker/24hr", 0, TickerApi.Day) with
            {
                Weight = call => CountOf(call) switch { 0 => 80, <= 20 => 2, <= 100 => 40, _ => 80 },
            },
            Public("ticker/price", 0, TickerApi.Price) with { Weight = few },
            Public("ticker/bookTicker", 0, TickerApi.Book) with { Weight = few },
            Signed("POST", "order", 1, OrderApi.Place) with { IsOrder = true, ChangesOrders = true },
            Signed("POST", "order/test", 0, OrderApi.Test) with { Weight = call => call.Has("computeCommissionRates") ? 20 : 1 },
            Signed("GET", "order", 4, OfSymbol(OrderApi.Get)),
            Signed("DELETE", "order", 1, OfSymbol(OrderApi.Cancel)) with { ChangesOrders = true },
            Signed("DELETE", "openOrders", 1, OfSymbol(OrderApi.CancelAll)) with { ChangesOrders = true },
            Signed("GET", "openOrders", 0, OrderApi.Open) with { Weight = OneOrAll(6, 80) },
            Signed("GET", "allOrders", 20, OfSymbol(OrderApi.All)),
            Signed("GET", "account", 20, SpotAccountApi.Account),
            Signed("GET", "account/commission", 20, OfSymbol(SpotAccountApi.Commission)),
            Signed("GET", "myTrades", 20, OfSymbol(SpotAccountApi.Trades)),
            Signed("GET", "rateLimit/order", 40, spot.OrderLimits),
        ];
    }

    private IEnumerable<Route> Usdm()
    {
        const MarketKind Kind = MarketKind.Usdm;
        Route Public(string path, Func<ApiCall, int> weight, Func<ApiCall, object> handler) =>
            new(Kind, "GET", $"/fapi/{path}", Access.Public, weight, handler);
        Route Keyed(string method, string path, int weight, Func<ApiCall, object> handler) =>
            new(Kind, method, $"/fapi/{path}", Access.Key, _ => weight, handler);
        Route Signed(string method, string path, int weight, Func<ApiCall, object> handler) =>
            new(Kind, method, $"/fapi/{path}", Access.Signed, _ => weight, handler);
        Func<ApiCall, int> bars = call => LimitOf(call, 500) switch { < 100 => 1, < 500 => 2, <= 1000 => 5, _ => 10 };
        Func<ApiCall, int> levels = call => LimitOf(call, 500) switch { <= 50 => 2, <= 100 => 5, <= 500 => 10, _ => 20 };
        return
        [
            Public("v1/ping", _ => 1, MarketDataApi.Ping),
            Public("v1/time", _ => 1, MarketDataApi.Time),
            Public("v1/exchangeInfo", _ => 1, info.Usdm),
            Public("v1/depth", levels, OfSymbol(MarketDataApi.Depth)),
            Public("v1/trades", _ => 5, OfSymbol(MarketDataApi.Trades)),
            Keyed("GET", "v1/historicalTrades", 20, OfSymbol(MarketDataApi.Trades)),
            Public("v1/aggTrades", _ => 20, OfSymbol(MarketDataApi.AggregateTrades)),
            Public("v1/klines", bars, OfSymbol(klines.OfTrades)),
            Public("v1/continuousKlines", bars, OfSymbol(klines.OfTrades, "pair")),
            Public("v1/markPriceKlines", bars, OfSymbol(klines.Of(PriceSeries.Mark))),
            Public("v1/indexPriceKlines", bars, OfSymbol(klines.Of(PriceSeries.Index), "pair")),
            Public("v1/premiumIndexKlines", bars, OfSymbol(klines.Of(PriceSeries.Premium))),
            Public("v1/premiumIndex", OneOrAll(1, 10), FundingApi.Premium),
            Public("v1/fundingRate", _ => 0, funding.Rates),
            Public("v1/fundingInfo", _ => 0, funding.Info),
            Public("v1/openInterest", _ => 1, OfSymbol(TickerApi.OpenInterest)),
            Public("v1/ticker/24hr", OneOrAll(1, 40), TickerApi.Day),
            Public("v1/ticker/price", OneOrAll(1, 2), TickerApi.Price),
            Public("v2/ticker/price", OneOrAll(1, 2), TickerApi.Price),
            Public("v1/ticker/bookTicker", OneOrAll(2, 5), TickerApi.Book),
            Signed("POST", "v1/order", 0, OrderApi.Place) with { IsOrder = true, ChangesOrders = true },
            Signed("GET", "v1/order", 1, OfSymbol(OrderApi.Get)),
            Signed("DELETE", "v1/order", 1, OfSymbol(OrderApi.Cancel)) with { ChangesOrders = true },
            Signed("DELETE", "v1/allOpenOrders", 1, OfSymbol(OrderApi.CancelAll)) with { ChangesOrders = true },
            Signed("GET", "v1/openOrders", 0, OrderApi.Open) with { Weight = OneOrAll(1, 40) },
            Signed("GET", "v1/allOrders", 5, OfSymbol(OrderApi.All)),
            Signed("GET", "v1/userTrades", 5, OfSymbol(UsdmAccountApi.Trades)),
            Signed("GET", "v2/account", 5, call => UsdmAccountApi.Account(call, isV3: false)),
            Signed("GET", "v3/account", 5, call => UsdmAccountApi.Account(call, isV3: true)),
            Signed("GET", "v2/balance", 5, UsdmAccountApi.Balance),
            Signed("GET", "v3/balance", 5, UsdmAccountApi.Balance),
            Signed("GET", "v1/positionRisk", 5, UsdmAccountApi.Positions),
            Signed("GET", "v2/positionRisk", 5, UsdmAccountApi.Positions),
            Signed("GET", "v3/positionRisk", 5, UsdmAccountApi.Positions),
            Signed("POST", "v1/leverage", 1, OfSymbol(UsdmAccountApi.Leverage)),
            Signed("GET", "v1/leverageBracket", 1, UsdmAccountApi.Brackets),
            Keyed("POST", "v1/listenKey", 1, usdm.StartStream),
            Keyed("PUT", "v1/listenKey", 1, usdm.KeepStream),
            Keyed("DELETE", "v1/listenKey", 1, usdm.StopStream),
        ];
    }
}
