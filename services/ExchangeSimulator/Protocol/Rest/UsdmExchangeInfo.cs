using Trading.ExchangeSimulator.Engine.Markets;
using Trading.ExchangeSimulator.Engine.Matching;
using Trading.ExchangeSimulator.Engine.Tape;
using Trading.ExchangeSimulator.Protocol.Json;
using Trading.ExchangeSimulator.Protocol.Limits;

namespace Trading.ExchangeSimulator.Protocol.Rest;

/// <summary><c>/fapi/v1/exchangeInfo</c>.</summary>
internal static class UsdmExchangeInfo
{
    public static Func<ApiCall, VenueError?> Handler(RateLimits limits) => call =>
    {
        var json = call.Json.Text("{\"exchangeFilters\":[],\"rateLimits\":[{\"interval\":\"MINUTE\",\"intervalNum\":1,\"limit\":"u8).Number(limits.WeightLimit(MarketKind.Usdm))
            .Text(",\"rateLimitType\":\"REQUEST_WEIGHT\"},{\"interval\":\"MINUTE\",\"intervalNum\":1,\"limit\":"u8).Number(limits.UsdmOrders.LongLimit)
            .Text(",\"rateLimitType\":\"ORDERS\"},{\"interval\":\"SECOND\",\"intervalNum\":10,\"limit\":"u8).Number(limits.UsdmOrders.ShortLimit)
            .Text(",\"rateLimitType\":\"ORDERS\"}],\"serverTime\":"u8).Number(call.Exchange.NowMs)
            .Text(",\"assets\":[{\"asset\":\"USDT\",\"marginAvailable\":true,\"autoAssetExchange\":0}],\"symbols\":["u8);
        var first = true;
        foreach (var market in call.Exchange.Of(MarketKind.Usdm))
        {
            json.Text(first ? default : ","u8);
            WriteSymbol(json, market.Spec, SymbolFilters.Of(market.Spec));
            first = false;
        }

        json.Text("],\"timezone\":\"UTC\"}"u8);
        return null;
    };

    private static void WriteSymbol(JsonFrame json, MarketSpec spec, SymbolFilters filters)
    {
        var (price, size) = (spec.PriceDecimals, spec.QuantityDecimals);
        json.Text("{\"symbol\":"u8).String(spec.Symbol).Text(",\"pair\":"u8).String(spec.Symbol)
            .Text(",\"contractType\":\"PERPETUAL\",\"deliveryDate\":4133404800000,\"onboardDate\":"u8).Number(History.ListedUs / 1000)
            .Text(",\"status\":\"TRADING\",\"maintMarginPercent\":\"2.5000\",\"requiredMarginPercent\":\"5.0000\",\"baseAsset\":"u8).String(spec.BaseAsset)
            .Text(",\"quoteAsset\":"u8).String(spec.QuoteAsset).Text(",\"marginAsset\":"u8).String(spec.QuoteAsset).Text(",\"pricePrecision\":"u8).Number(price)
            .Text(",\"quantityPrecision\":"u8).Number(size).Text(",\"baseAssetPrecision\":8,\"quotePrecision\":8,\"underlyingType\":\"COIN\",\"underlyingSubType\":[\"PoW\"],\"settlePlan\":0,\"triggerProtect\":\"0.0500\",\"filters\":[{\"filterType\":\"PRICE_FILTER\",\"maxPrice\":"u8)
            .Price(filters.MaxPrice, price).Text(",\"minPrice\":"u8).Price(filters.MinPrice, price).Text(",\"tickSize\":"u8).Price(filters.TickSize, price)
            .Text("},{\"filterType\":\"LOT_SIZE\",\"maxQty\":"u8).Price(filters.MaxQuantity, size).Text(",\"minQty\":"u8).Price(filters.MinQuantity, size)
            .Text(",\"stepSize\":"u8).Price(filters.StepSize, size).Text("},{\"filterType\":\"MARKET_LOT_SIZE\",\"maxQty\":"u8).Price(filters.MarketMaxQuantity, size)
            .Text(",\"minQty\":"u8).Price(filters.MinQuantity, size).Text(",\"stepSize\":"u8).Price(filters.StepSize, size)
            .Text("},{\"filterType\":\"MAX_NUM_ORDERS\",\"limit\":"u8).Number(filters.MaxOpenOrders).Text("},{\"filterType\":\"MAX_NUM_ALGO_ORDERS\",\"limit\":"u8)
            .Number(filters.MaxStopOrders).Text("},{\"filterType\":\"MIN_NOTIONAL\",\"notional\":\"5.0\"},{\"filterType\":\"PERCENT_PRICE\",\"multiplierUp\":\"1.1500\",\"multiplierDown\":\"0.8500\",\"multiplierDecimal\":4}],\"orderTypes\":[\"LIMIT\",\"MARKET\"],\"timeInForce\":[\"GTC\",\"IOC\",\"FOK\",\"GTX\"],\"liquidationFee\":\"0.010000\",\"marketTakeBound\":\"0.30\"}"u8);
    }
}
