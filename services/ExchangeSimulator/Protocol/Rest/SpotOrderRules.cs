using System.Text.RegularExpressions;
using Trading.Contracts;
using Trading.ExchangeSimulator.Engine.Markets;
using Trading.ExchangeSimulator.Engine.Matching;
using Trading.ExchangeSimulator.Engine.Tape;
using Trading.ExchangeSimulator.Protocol.Json;

namespace Trading.ExchangeSimulator.Protocol.Rest;

/// <summary>Reads a spot order, with the venue's rules on which type needs which parameter, and applies its filters.</summary>
internal static partial class SpotOrderRules
{
    /// <returns>Null when the call's error says why.</returns>
    public static ClientOrder? Parse(ApiCall call, string symbol, string clientId)
    {
        var side = OrderApi.Word<Side>(call, "side", -1117, "Invalid side.");
        var kind = OrderApi.Word<OrderKind>(call, "type", -1116, "Invalid orderType.");
        var limited = kind is OrderKind.Limit or OrderKind.StopLossLimit or OrderKind.TakeProfitLimit;
        var stops = kind is OrderKind.StopLoss or OrderKind.StopLossLimit or OrderKind.TakeProfit or OrderKind.TakeProfitLimit;
        var force = TimeInForce.Gtc;
        if (call.Text("timeInForce") is { } text && (!WireWords.TryParse(text, out force) || force == TimeInForce.Gtx))
        {
            call.Fail(-1115, "Invalid timeInForce.");
        }

        Require(call, "timeInForce", limited);
        Require(call, "price", limited || kind == OrderKind.LimitMaker);
        Require(call, "stopPrice", stops);
        Refuse(call, "timeInForce", kind is OrderKind.Market or OrderKind.LimitMaker);
        Refuse(call, "price", kind is OrderKind.Market or OrderKind.StopLoss or OrderKind.TakeProfit);
        Refuse(call, "stopPrice", !stops);
        Require(call, "quantity", kind != OrderKind.Market || !call.Has("quoteOrderQty"));
        if (!ClientIds().IsMatch(clientId))
        {
            call.Fail(VenueError.Illegal("newClientOrderId", @"^[\.A-Z\:/a-z0-9_-]{1,36}$"));
        }

        var order = new ClientOrder
        {
            Symbol = symbol,
            ClientOrderId = clientId,
            Side = side,
            Kind = kind,
            TimeInForce = force,
            Quantity = call.Decimal("quantity") ?? 0,
            QuoteQuantity = kind == OrderKind.Market && !call.Has("quantity") ? call.Decimal("quoteOrderQty") ?? 0 : 0,
            Price = call.Decimal("price") ?? 0,
            StopPrice = call.Decimal("stopPrice") ?? 0,
        };
        return call.Error is null ? order : null;
    }

    /// <returns>The first filter that fails, or null.</returns>
    public static VenueError? Check(ClientOrder order, Market market)
    {
        var (filters, average, open) = (SymbolFilters.Of(market.Spec), market.AveragePrice, market.Orders.Open);
        var failed = CheckPrice(filters, order.Price, isUsed: !order.IsMarket, order.Side, average)
            ?? CheckPrice(filters, order.StopPrice, order.IsConditional, side: null, average)
            ?? CheckQuantity(filters, order)
            ?? CheckNotional(filters, order, average)
            ?? (open.Count() >= filters.MaxOpenOrders ? "MAX_NUM_ORDERS"
                : order.IsConditional && open.Count(other => other.IsConditional) >= filters.MaxStopOrders ? "MAX_NUM_ALGO_ORDERS"
                : null);
        return failed is null ? null : VenueError.Filter(failed);
    }

    private static string? CheckPrice(SymbolFilters filters, long price, bool isUsed, Side? side, long averagePrice) => !isUsed ? null
        : price < filters.MinPrice || price > filters.MaxPrice || price % filters.TickSize != 0 ? "PRICE_FILTER"
        : side is not null && averagePrice > 0
            && (price > averagePrice * SymbolFilters.PriceFactor || price < averagePrice / SymbolFilters.PriceFactor)
            ? "PERCENT_PRICE_BY_SIDE"
        : null;

    private static string? CheckQuantity(SymbolFilters filters, ClientOrder order) => order.QuoteQuantity > 0 ? null
        : order.Quantity < filters.MinQuantity
            || order.Quantity > filters.MaxQuantity
            || order.Quantity % filters.StepSize != 0 ? "LOT_SIZE"
        : order.IsMarket && order.Quantity > filters.MarketMaxQuantity ? "MARKET_LOT_SIZE"
        : null;

    /// <summary>A market order is valued at the average of the last five minutes.</summary>
    private static string? CheckNotional(SymbolFilters filters, ClientOrder order, long averagePrice)
    {
        var price = order.IsMarket ? averagePrice : order.Price;
        var notional = order.QuoteQuantity > 0 ? E8.ToDecimal(order.QuoteQuantity) : E8.ToDecimal(price) * E8.ToDecimal(order.Quantity);
        return notional < filters.MinNotional || (notional > filters.MaxNotional && !order.IsMarket) ? "NOTIONAL" : null;
    }

    private static void Require(ApiCall call, string name, bool isNeeded)
    {
        if (isNeeded)
        {
            call.Required(name);
        }
    }

    private static void Refuse(ApiCall call, string name, bool isForbidden)
    {
        if (isForbidden && call.Has(name))
        {
            call.Fail(-1106, $"Parameter '{name}' sent when not required.");
        }
    }

    [GeneratedRegex("^[.A-Z:/a-z0-9_-]{1,36}$", RegexOptions.NonBacktracking)]
    private static partial Regex ClientIds();
}
