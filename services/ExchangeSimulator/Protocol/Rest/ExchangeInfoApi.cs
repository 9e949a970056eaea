using Trading.ExchangeSimulator.Engine.Markets;
using Trading.ExchangeSimulator.Engine.Matching;
using Trading.ExchangeSimulator.Engine.Tape;
using Trading.ExchangeSimulator.Protocol.Json;
using Trading.ExchangeSimulator.Protocol.Limits;
using Filter = System.Collections.Generic.Dictionary<string, object>;

namespace Trading.ExchangeSimulator.Protocol.Rest;

/// <summary><c>exchangeInfo</c>: the limits and the rules that this venue really applies.</summary>
internal sealed class ExchangeInfoApi(RateLimits limits)
{
    public object Spot(ApiCall call)
    {
        var orders = limits.Orders(MarketKind.Spot);
        var markets = call.Text("symbol") is { } name ? call.Find(name) is { } market ? [market] : [] : call.ListedMarkets();
        return new SpotInfoBody(
            "UTC", call.Stamp(call.Exchange.NowMs * 1000),
            [
                new("REQUEST_WEIGHT", "MINUTE", 1, limits.WeightLimit(MarketKind.Spot)), new("ORDERS", "SECOND", 10, orders.ShortLimit),
                new("ORDERS", "DAY", 1, orders.LongLimit), new("RAW_REQUESTS", "MINUTE", 5, 300_000),
            ],
            [], markets.ConvertAll(market => SpotSymbol(market.Spec, SymbolFilters.Of(market.Spec))));
    }

    public object Usdm(ApiCall call)
    {
        var orders = limits.Orders(MarketKind.Usdm);
        return new UsdmInfoBody(
            [],
            [
                new("MINUTE", 1, limits.WeightLimit(MarketKind.Usdm), "REQUEST_WEIGHT"), new("MINUTE", 1, orders.LongLimit, "ORDERS"),
                new("SECOND", 10, orders.ShortLimit, "ORDERS"),
            ],
            call.Exchange.NowMs, [new("USDT", MarginAvailable: true, 0)],
            [.. call.Exchange.Of(MarketKind.Usdm).Select(market => UsdmSymbol(market.Spec, SymbolFilters.Of(market.Spec)))], "UTC");
    }

    private static SpotSymbolBody SpotSymbol(MarketSpec spec, SymbolFilters filters)
    {
        static Fixed E8(long value) => new(value, 8);
        return new SpotSymbolBody(
            Symbol: spec.Symbol, BaseAsset: spec.BaseAsset, QuoteAsset: spec.QuoteAsset,
            OrderTypes: ["LIMIT", "LIMIT_MAKER", "MARKET", "STOP_LOSS", "STOP_LOSS_LIMIT", "TAKE_PROFIT", "TAKE_PROFIT_LIMIT"],
            Filters:
            [
                Of("PRICE_FILTER", ("minPrice", E8(filters.MinPrice)), ("maxPrice", E8(filters.MaxPrice)),
                    ("tickSize", E8(filters.TickSize))),
                Of("LOT_SIZE", ("minQty", E8(filters.MinQuantity)), ("maxQty", E8(filters.MaxQuantity)),
                    ("stepSize", E8(filters.StepSize))),
                Of("MARKET_LOT_SIZE", ("minQty", E8(0)), ("maxQty", E8(filters.MarketMaxQuantity)), ("stepSize", E8(0))),
                Of(
                    "PERCENT_PRICE_BY_SIDE", ("bidMultiplierUp", "5"), ("bidMultiplierDown", "0.2"),
                    ("askMultiplierUp", "5"), ("askMultiplierDown", "0.2"), ("avgPriceMins", 5)),
                Of(
                    "NOTIONAL", ("minNotional", Fixed.Of(filters.MinNotional)), ("applyMinToMarket", true),
                    ("maxNotional", Fixed.Of(filters.MaxNotional)), ("applyMaxToMarket", false), ("avgPriceMins", 5)),
                Of("MAX_NUM_ORDERS", ("maxNumOrders", filters.MaxOpenOrders)),
                Of("MAX_NUM_ALGO_ORDERS", ("maxNumAlgoOrders", filters.MaxStopOrders)),
            ],
            Permissions: [], PermissionSets: [["SPOT"]], AllowedSelfTradePreventionModes: ["NONE"]);
    }

    private static UsdmSymbolBody UsdmSymbol(MarketSpec spec, SymbolFilters filters) => new(
        Symbol: spec.Symbol, Pair: spec.Symbol, OnboardDate: History.ListedUs / 1000, BaseAsset: spec.BaseAsset,
        QuoteAsset: spec.QuoteAsset,
        MarginAsset: spec.QuoteAsset, PricePrecision: spec.PriceDecimals, QuantityPrecision: spec.QuantityDecimals,
        UnderlyingSubType: ["PoW"],
        Filters:
        [
            Of("PRICE_FILTER", ("maxPrice", spec.Price(filters.MaxPrice)), ("minPrice", spec.Price(filters.MinPrice)),
                ("tickSize", spec.Price(filters.TickSize))),
            Of("LOT_SIZE", ("maxQty", spec.Size(filters.MaxQuantity)), ("minQty", spec.Size(filters.MinQuantity)),
                ("stepSize", spec.Size(filters.StepSize))),
            Of("MARKET_LOT_SIZE", ("maxQty", spec.Size(filters.MarketMaxQuantity)), ("minQty", spec.Size(filters.MinQuantity)),
                ("stepSize", spec.Size(filters.StepSize))),
            Of("MAX_NUM_ORDERS", ("limit", filters.MaxOpenOrders)),
            Of("MAX_NUM_ALGO_ORDERS", ("limit", filters.MaxStopOrders)),
            Of("MIN_NOTIONAL", ("notional", "5.0")),
            Of("PERCENT_PRICE", ("multiplierUp", "1.1500"), ("multiplierDown", "0.8500"), ("multiplierDecimal", 4)),
        ],
        OrderTypes: ["LIMIT", "MARKET"], TimeInForce: ["GTC", "IOC", "FOK", "GTX"]);

    private static Filter Of(string type, params ReadOnlySpan<(string Name, object Value)> fields)
    {
        var filter = new Filter(StringComparer.Ordinal) { ["filterType"] = type };
        foreach (var (name, value) in fields)
        {
            filter.Add(name, value);
        }

        return filter;
    }
}

internal sealed record SpotInfoBody(
    string Timezone, long ServerTime, List<SpotLimitBody> RateLimits, List<string> ExchangeFilters, List<SpotSymbolBody> Symbols);

internal sealed record SpotLimitBody(string RateLimitType, string Interval, int IntervalNum, int Limit, int? Count = null);

internal sealed record SpotSymbolBody(
    string Symbol = "", string Status = "TRADING", string BaseAsset = "", int BaseAssetPrecision = 8, string QuoteAsset = "",
    int QuotePrecision = 8, int QuoteAssetPrecision = 8, int BaseCommissionPrecision = 8, int QuoteCommissionPrecision = 8,
    string[]? OrderTypes = null, bool IcebergAllowed = false, bool OcoAllowed = false, bool OtoAllowed = false, bool OpoAllowed = false,
    bool QuoteOrderQtyMarketAllowed = true, bool AllowTrailingStop = false, bool CancelReplaceAllowed = false, bool AmendAllowed = false,
    bool PegInstructionsAllowed = false, bool IsSpotTradingAllowed = true, bool IsMarginTradingAllowed = false,
    List<Filter>? Filters = null, string[]? Permissions = null, string[][]? PermissionSets = null,
    string DefaultSelfTradePreventionMode = "NONE", string[]? AllowedSelfTradePreventionModes = null);

internal sealed record UsdmInfoBody(
    List<string> ExchangeFilters, List<UsdmLimitBody> RateLimits, long ServerTime, List<UsdmAssetInfoBody> Assets,
    List<UsdmSymbolBody> Symbols, string Timezone);

internal sealed record UsdmLimitBody(string Interval, int IntervalNum, int Limit, string RateLimitType);

internal sealed record UsdmAssetInfoBody(string Asset, bool MarginAvailable, int AutoAssetExchange);

internal sealed record UsdmSymbolBody(
    string Symbol = "", string Pair = "", string ContractType = "PERPETUAL", long DeliveryDate = 4_133_404_800_000, long OnboardDate = 0,
    string Status = "TRADING", string MaintMarginPercent = "2.5000", string RequiredMarginPercent = "5.0000", string BaseAsset = "",
    string QuoteAsset = "", string MarginAsset = "", int PricePrecision = 0, int QuantityPrecision = 0, int BaseAssetPrecision = 8,
    int QuotePrecision = 8, string UnderlyingType = "COIN", string[]? UnderlyingSubType = null, int SettlePlan = 0,
    string TriggerProtect = "0.0500", List<Filter>? Filters = null, string[]? OrderTypes = null, string[]? TimeInForce = null,
    string LiquidationFee = "0.010000", string MarketTakeBound = "0.30");
