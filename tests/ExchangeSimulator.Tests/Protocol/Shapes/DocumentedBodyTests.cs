using System.Net;
using System.Text.Json;

namespace Trading.ExchangeSimulator.Tests.Protocol.Shapes;

/// <summary>
/// REST bodies against the documented ones, name by name. <c>absent</c>: what the venue sends under a condition that never holds here;
/// <c>newer</c>: what it has come to send since the example was written.
/// </summary>
public sealed class DocumentedBodyTests(SpotVenue venue) : IClassFixture<SpotVenue>
{
    private const string TrailingStop = ".activatePrice:String .priceRate:String";
    private const string TrailingStops = "[].activatePrice:String [].priceRate:String";
    private const string Market = "symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.01";
    private const string Resting = "symbol=BTCUSDT&side=SELL&type=LIMIT&timeInForce=GTC&quantity=0.01&price=150000&newClientOrderId=";

    private VenueHost Venue => venue.Host;

    [Theory]
    [InlineData("api/v3/klines?symbol=BTCUSDT&interval=1h&limit=1", "Spot/ExchangeData/GetKlines")]
    [InlineData("api/v3/uiKlines?symbol=BTCUSDT&interval=1h&limit=1", "Spot/ExchangeData/GetUiKlines")]
    [InlineData("api/v3/trades?symbol=BTCUSDT&limit=1", "Spot/ExchangeData/GetRecentTrades")]
    [InlineData("api/v3/historicalTrades?symbol=BTCUSDT&limit=1", "Spot/ExchangeData/GetTradeHistory")]
    [InlineData("api/v3/aggTrades?symbol=BTCUSDT&limit=1", "Spot/ExchangeData/GetAggregatedTradeHistory")]
    [InlineData("api/v3/ticker/24hr?symbol=BTCUSDT", "Spot/ExchangeData/GetTicker")]
    [InlineData("api/v3/ticker/bookTicker?symbol=BTCUSDT", "Spot/ExchangeData/GetBookPrice")]
    [InlineData("api/v3/ticker/price?symbol=BTCUSDT", "Spot/ExchangeData/GetPrice")]
    [InlineData("api/v3/avgPrice?symbol=BTCUSDT", "Spot/ExchangeData/GetAvgPrice")]
    [InlineData("api/v3/time", "Spot/ExchangeData/GetServerTime")]
    [InlineData("fapi/v1/klines?symbol=BTCUSDT&interval=1h&limit=1", "UsdFutures/ExchangeData/GetKlines")]
    [InlineData("fapi/v1/markPriceKlines?symbol=BTCUSDT&interval=1h&limit=1", "UsdFutures/ExchangeData/GetMarkPriceKlines")]
    [InlineData("fapi/v1/indexPriceKlines?pair=BTCUSDT&interval=1h&limit=1", "UsdFutures/ExchangeData/GetIndexPriceKlines")]
    [InlineData("fapi/v1/premiumIndexKlines?symbol=BTCUSDT&interval=1h&limit=1", "UsdFutures/ExchangeData/GetPremiumIndexKlines")]
    [InlineData("fapi/v1/continuousKlines?pair=BTCUSDT&contractType=PERPETUAL&interval=1h&limit=1", "UsdFutures/ExchangeData/GetContinuousContractKlines")]
    [InlineData("fapi/v1/trades?symbol=BTCUSDT&limit=1", "UsdFutures/ExchangeData/GetRecentTrades")]
    [InlineData("fapi/v1/aggTrades?symbol=BTCUSDT&limit=1", "UsdFutures/ExchangeData/GetAggregatedTradeHistory")]
    [InlineData("fapi/v1/fundingRate?symbol=BTCUSDT&limit=1", "UsdFutures/ExchangeData/GetFundingRates")]
    [InlineData("fapi/v1/fundingInfo", "UsdFutures/ExchangeData/GetFundingInfo")]
    [InlineData("fapi/v1/premiumIndex?symbol=BTCUSDT", "UsdFutures/ExchangeData/GetMarkPrice")]
    [InlineData("fapi/v1/depth?symbol=BTCUSDT&limit=5", "UsdFutures/ExchangeData/GetOrderBook")]
    [InlineData("fapi/v1/ticker/24hr?symbol=BTCUSDT", "UsdFutures/ExchangeData/GetTicker")]
    [InlineData("fapi/v1/ticker/bookTicker?symbol=BTCUSDT", "UsdFutures/ExchangeData/GetBookPrice")]
    [InlineData("fapi/v2/ticker/price?symbol=BTCUSDT", "UsdFutures/ExchangeData/GetPrice")]
    [InlineData("fapi/v1/openInterest?symbol=BTCUSDT", "UsdFutures/ExchangeData/GetOpenInterest")]
    [InlineData("fapi/v1/time", "UsdFutures/ExchangeData/GetServerTime")]
    [InlineData("fapi/v1/exchangeInfo", "UsdFutures/ExchangeData/GetExchangeInfo")]
    [InlineData(
        "api/v3/exchangeInfo?symbol=BTCUSDT", "Spot/ExchangeData/GetExchangeInfo", "",
        ".rateLimits[].interval:String .rateLimits[].intervalNum:Number .rateLimits[].limit:Number .rateLimits[].rateLimitType:String .symbols[].amendAllowed:Bool .symbols[].baseCommissionPrecision:Number .symbols[].filters[].filterType:String .symbols[].filters[].maxPrice:String .symbols[].filters[].minPrice:String .symbols[].filters[].tickSize:String .symbols[].opoAllowed:Bool .symbols[].otoAllowed:Bool .symbols[].pegInstructionsAllowed:Bool .symbols[].permissionSets[][0]:String .symbols[].quoteCommissionPrecision:Number")]
    public async Task Public_bodies_have_the_names_and_types_of_documented_ones(string path, string example, string absent = "", string newer = "") =>
        AssertLike(example, await Venue.SendAsync(HttpMethod.Get, $"/{path}"), absent, newer);

    [Theory]
    [InlineData("/api/v3/account", "", "Spot/Account/GetAccountInfo")]
    [InlineData("/api/v3/account/commission", "symbol=BTCUSDT", "Spot/Account/GetCommissionRates", "", ".specialCommission.buyer:String .specialCommission.maker:String .specialCommission.seller:String .specialCommission.taker:String")]
    [InlineData("/api/v3/rateLimit/order", "", "Spot/Account/GetOrderRateLimitStatus")]
    [InlineData("/api/v3/order", "symbol=BTCUSDT&origClientOrderId=", "Spot/Trading/GetOrder")]
    [InlineData("/api/v3/openOrders", "symbol=BTCUSDT", "Spot/Trading/GetOpenOrders")]
    [InlineData("/api/v3/allOrders", "symbol=BTCUSDT", "Spot/Trading/GetOrders")]
    [InlineData("/api/v3/myTrades", "symbol=BTCUSDT", "Spot/Trading/GetUserTrades")]
    [InlineData("/fapi/v2/account", "", "UsdFutures/Account/GetAccountInfo")]
    [InlineData("/fapi/v3/account", "", "UsdFutures/Account/GetAccountInfoV3")]
    [InlineData("/fapi/v3/balance", "", "UsdFutures/Account/GetBalances")]
    [InlineData("/fapi/v2/positionRisk", "symbol=BTCUSDT", "UsdFutures/Account/GetPositionInformation")]
    [InlineData("/fapi/v3/positionRisk", "symbol=BTCUSDT", "UsdFutures/Trading/GetPositions")]
    [InlineData("/fapi/v1/leverageBracket", "symbol=BTCUSDT", "UsdFutures/Account/GetBrackets", "[].notionalCoef:Number")]
    [InlineData("/fapi/v1/historicalTrades", "symbol=BTCUSDT&limit=1", "UsdFutures/ExchangeData/GetTradeHistory")]
    [InlineData("/fapi/v1/order", "symbol=BTCUSDT&origClientOrderId=", "UsdFutures/Trading/GetOrder", TrailingStop)]
    [InlineData("/fapi/v1/openOrders", "symbol=BTCUSDT", "UsdFutures/Trading/GetOpenOrders", TrailingStops)]
    [InlineData("/fapi/v1/allOrders", "symbol=BTCUSDT", "UsdFutures/Trading/GetOrders", TrailingStops)]
    [InlineData("/fapi/v1/userTrades", "symbol=BTCUSDT", "UsdFutures/Trading/GetUserTrades")]
    public async Task Bodies_of_an_account_have_the_names_and_types_of_documented_ones(string path, string query, string example, string absent = "", string newer = "")
    {
        var orders = path.StartsWith("/api/", StringComparison.Ordinal) ? "/api/v3/order" : "/fapi/v1/order";
        var id = Guid.NewGuid().ToString("N");
        await Venue.SignedAsync(HttpMethod.Post, orders, Market);
        await Venue.SignedAsync(HttpMethod.Post, orders, Resting + id);

        AssertLike(example, await Venue.SignedAsync(HttpMethod.Get, path, query.EndsWith('=') ? query + id : query), absent, newer);
        await Venue.SignedAsync(HttpMethod.Delete, orders, $"symbol=BTCUSDT&origClientOrderId={id}");
    }

    [Theory]
    [InlineData("POST", "/api/v3/order", Market, "Spot/Trading/PlaceOrder", "", ".origQuoteOrderQty:String")]
    [InlineData(
        "POST", "/api/v3/order/test", Market + "&computeCommissionRates=true", "Spot/Trading/PlaceTestOrder", "",
        ".specialCommissionForOrder.maker:String .specialCommissionForOrder.taker:String")]
    [InlineData("DELETE", "/api/v3/order", "symbol=BTCUSDT&origClientOrderId=", "Spot/Trading/CancelOrder", "", ".origQuoteOrderQty:String")]
    [InlineData("DELETE", "/api/v3/openOrders", "symbol=BTCUSDT", "Spot/Trading/CancelAllOrders", "", "[].origQuoteOrderQty:String")]
    [InlineData("POST", "/fapi/v1/order", Market, "UsdFutures/Trading/PlaceOrder", TrailingStop)]
    [InlineData("DELETE", "/fapi/v1/order", "symbol=BTCUSDT&origClientOrderId=", "UsdFutures/Trading/CancelOrder", TrailingStop)]
    [InlineData("DELETE", "/fapi/v1/allOpenOrders", "symbol=BTCUSDT", "UsdFutures/Trading/CancelAllOrders")]
    [InlineData("POST", "/fapi/v1/leverage", "symbol=BTCUSDT&leverage=10", "UsdFutures/Account/ChangeInitialLeverage")]
    [InlineData("POST", "/fapi/v1/listenKey", "", "UsdFutures/Account/StartUserStream")]
    public async Task Answers_to_changes_have_the_names_and_types_of_documented_ones(
        string method, string path, string query, string example, string absent = "", string newer = "")
    {
        var orders = path.StartsWith("/api/", StringComparison.Ordinal) ? "/api/v3/order" : "/fapi/v1/order";
        var id = Guid.NewGuid().ToString("N");
        await Venue.SignedAsync(HttpMethod.Post, orders, Resting + id);

        AssertLike(example, await Venue.SignedAsync(new HttpMethod(method), path, query.EndsWith('=') ? query + id : query), absent, newer);
        await Venue.SignedAsync(HttpMethod.Delete, orders, $"symbol=BTCUSDT&origClientOrderId={id}");
    }

    private static void AssertLike(string example, (HttpStatusCode Status, JsonElement Body, HttpResponseMessage Response) answer, string absent, string newer)
    {
        var documented = JsonShape.Of(Recorded.Example(example));
        var made = JsonShape.Of(answer.Body);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(absent, string.Join(' ', documented.Except(made, StringComparer.Ordinal)));
        Assert.Equal(newer, string.Join(' ', made.Except(documented, StringComparer.Ordinal)));
    }
}
