using Trading.ExchangeSimulator.Engine.Markets;
using Trading.ExchangeSimulator.Engine.Matching;
using Trading.ExchangeSimulator.Engine.Tape;
using Trading.ExchangeSimulator.Protocol.Json;
using Trading.ExchangeSimulator.Protocol.Limits;

namespace Trading.ExchangeSimulator.Protocol.Rest;

/// <summary><c>/api/v3/exchangeInfo</c>: the limits and the rules that this venue really applies.</summary>
internal static class SpotExchangeInfo
{
    public static Func<ApiCall, VenueError?> Handler(RateLimits limits) => call =>
    {
        List<Market> markets = [];
        foreach (var name in Names(call))
        {
            if (call.Exchange.Find(MarketKind.Spot, name) is not { } market)
            {
                return new VenueError(400, -1121, "Invalid symbol.");
            }

            markets.Add(market);
        }

        var json = call.Json.Text("{\"timezone\":\"UTC\",\"serverTime\":"u8).Number(call.Stamp(call.Exchange.NowMs * 1000))
            .Text(",\"rateLimits\":[{\"rateLimitType\":\"REQUEST_WEIGHT\",\"interval\":\"MINUTE\",\"intervalNum\":1,\"limit\":"u8).Number(limits.WeightLimit(MarketKind.Spot))
            .Text("},{\"rateLimitType\":\"ORDERS\",\"interval\":\"SECOND\",\"intervalNum\":10,\"limit\":"u8).Number(limits.SpotOrders.ShortLimit)
            .Text("},{\"rateLimitType\":\"ORDERS\",\"interval\":\"DAY\",\"intervalNum\":1,\"limit\":"u8).Number(limits.SpotOrders.LongLimit)
            .Text("},{\"rateLimitType\":\"RAW_REQUESTS\",\"interval\":\"MINUTE\",\"intervalNum\":5,\"limit\":300000}],\"exchangeFilters\":[],\"symbols\":["u8);
        for (var i = 0; i < markets.Count; i++)
        {
            json.Text(i == 0 ? default : ","u8);
            WriteSymbol(json, markets[i].Spec, SymbolFilters.Of(markets[i].Spec));
        }

        json.Text("]}"u8);
        return null;
    };

    private static void WriteSymbol(JsonFrame json, MarketSpec spec, SymbolFilters filters)
    {
        json.Text("{\"symbol\":"u8).String(spec.Symbol).Text(",\"status\":\"TRADING\",\"baseAsset\":"u8).String(spec.BaseAsset)
            .Text(",\"baseAssetPrecision\":8,\"quoteAsset\":"u8).String(spec.QuoteAsset)
            .Text(",\"quotePrecision\":8,\"quoteAssetPrecision\":8,\"baseCommissionPrecision\":8,\"quoteCommissionPrecision\":8,\"orderTypes\":[\"LIMIT\",\"LIMIT_MAKER\",\"MARKET\",\"STOP_LOSS\",\"STOP_LOSS_LIMIT\",\"TAKE_PROFIT\",\"TAKE_PROFIT_LIMIT\"],\"icebergAllowed\":false,\"ocoAllowed\":false,\"otoAllowed\":false,\"opoAllowed\":false,\"quoteOrderQtyMarketAllowed\":true,\"allowTrailingStop\":false,\"cancelReplaceAllowed\":false,\"amendAllowed\":false,\"pegInstructionsAllowed\":false,\"isSpotTradingAllowed\":true,\"isMarginTradingAllowed\":false,\"filters\":["u8)
            .Text("{\"filterType\":\"PRICE_FILTER\",\"minPrice\":"u8).Price(filters.MinPrice, 8).Text(",\"maxPrice\":"u8).Price(filters.MaxPrice, 8)
            .Text(",\"tickSize\":"u8).Price(filters.TickSize, 8)
            .Text("},{\"filterType\":\"LOT_SIZE\",\"minQty\":"u8).Price(filters.MinQuantity, 8).Text(",\"maxQty\":"u8).Price(filters.MaxQuantity, 8)
            .Text(",\"stepSize\":"u8).Price(filters.StepSize, 8)
            .Text("},{\"filterType\":\"MARKET_LOT_SIZE\",\"minQty\":\"0.00000000\",\"maxQty\":"u8).Price(filters.MarketMaxQuantity, 8)
            .Text(",\"stepSize\":\"0.00000000\"},{\"filterType\":\"PERCENT_PRICE_BY_SIDE\",\"bidMultiplierUp\":\"5\",\"bidMultiplierDown\":\"0.2\",\"askMultiplierUp\":\"5\",\"askMultiplierDown\":\"0.2\",\"avgPriceMins\":5},{\"filterType\":\"NOTIONAL\",\"minNotional\":"u8)
            .Decimal(filters.MinNotional).Text(",\"applyMinToMarket\":true,\"maxNotional\":"u8).Decimal(filters.MaxNotional)
            .Text(",\"applyMaxToMarket\":false,\"avgPriceMins\":5},{\"filterType\":\"MAX_NUM_ORDERS\",\"maxNumOrders\":"u8).Number(filters.MaxOpenOrders)
            .Text("},{\"filterType\":\"MAX_NUM_ALGO_ORDERS\",\"maxNumAlgoOrders\":"u8).Number(filters.MaxStopOrders)
            .Text("}],\"permissions\":[],\"permissionSets\":[[\"SPOT\"]],\"defaultSelfTradePreventionMode\":\"NONE\",\"allowedSelfTradePreventionModes\":[\"NONE\"]}"u8);
    }

    private static List<string> Names(ApiCall call) => call.Text("symbol") is { } one ? [one]
        : call.Text("symbols") is { } list ? [.. list.Trim('[', ']').Split(',', StringSplitOptions.RemoveEmptyEntries).Select(name => name.Trim('"', ' '))]
        : [.. call.Exchange.Of(MarketKind.Spot).Select(m => m.Spec.Symbol)];
}
