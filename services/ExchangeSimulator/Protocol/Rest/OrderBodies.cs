using Trading.Contracts;
using Trading.ExchangeSimulator.Engine.Markets;
using Trading.ExchangeSimulator.Engine.Matching;
using Trading.ExchangeSimulator.Protocol.Json;

namespace Trading.ExchangeSimulator.Protocol.Rest;

/// <summary>
/// An order as the answer to a new one, to a cancel and to a question: each has its own few fields besides the common ones.
/// </summary>
internal static class OrderBodies
{
    /// <summary>Spot answers <c>ACK</c>, <c>RESULT</c> or <c>FULL</c>, as the client wishes.</summary>
    public static object Placed(ApiCall call, MarketSpec spec, ClientOrder order)
    {
        if (!call.Rules.IsSpot)
        {
            return Usdm(spec, order) with { AvgPrice = Average(order, 5), CumQty = spec.Size(order.Executed) };
        }

        var form = call.Text("newOrderRespType") ?? (order.Kind is OrderKind.Market or OrderKind.Limit ? "FULL" : "ACK");
        var body = form == "ACK" ? new SpotOrderBody(order.Symbol, order.OrderId, order.ClientOrderId)
            : Spot(order) with { WorkingTime = WorkingTime(call, order), Fills = form == "FULL" ? order.Fills.ConvertAll(FillOf) : null };
        return body with { TransactTime = call.Stamp(order.UpdatedUs) };
    }

    public static object Canceled(ApiCall call, MarketSpec spec, ClientOrder order, string cancelId) => !call.Rules.IsSpot
        ? Usdm(spec, order) with { CumQty = spec.Size(order.Executed) }
        : Spot(order) with
        {
            ClientOrderId = cancelId,
            OrigClientOrderId = order.ClientOrderId,
            TransactTime = call.Stamp(order.UpdatedUs),
        };

    public static object Queried(ApiCall call, MarketSpec spec, ClientOrder order) => !call.Rules.IsSpot
        ? Usdm(spec, order) with { AvgPrice = Average(order, 5), Time = order.CreatedUs / 1000 }
        : Spot(order) with
        {
            StopPrice = new Fixed(order.StopPrice, 8),
            IcebergQty = Fixed.Zero,
            Time = call.Stamp(order.CreatedUs),
            UpdateTime = call.Stamp(order.UpdatedUs),
            IsWorking = order.Working,
            WorkingTime = WorkingTime(call, order),
        };

    /// <summary>Of the fills so far; 0 before the first.</summary>
    public static Fixed Average(ClientOrder order, int decimals) =>
        new(order.Executed == 0 ? 0 : (long)(order.ExecutedQuote / order.Executed), decimals);

    private static long WorkingTime(ApiCall call, ClientOrder order) => order.Working ? call.Stamp(order.CreatedUs) : -1;

    private static OrderFillBody FillOf(Fill fill) =>
        new(new Fixed(fill.Price, 8), new Fixed(fill.Quantity, 8), Fixed.Of(fill.Commission), fill.CommissionAsset, fill.TradeId);

    private static SpotOrderBody Spot(ClientOrder order) => new(order.Symbol, order.OrderId, order.ClientOrderId)
    {
        Price = new Fixed(order.Price, 8),
        OrigQty = new Fixed(order.Quantity, 8),
        ExecutedQty = new Fixed(order.Executed, 8),
        OrigQuoteOrderQty = new Fixed(order.QuoteQuantity, 8),
        CummulativeQuoteQty = Fixed.OfProduct(order.ExecutedQuote, 8),
        Status = order.State,
        TimeInForce = order.TimeInForce,
        Type = order.Kind,
        Side = order.Side,
        SelfTradePreventionMode = "NONE",
    };

    private static UsdmOrderBody Usdm(MarketSpec spec, ClientOrder order) => new()
    {
        OrderId = order.OrderId,
        Symbol = order.Symbol,
        Status = order.State,
        ClientOrderId = order.ClientOrderId,
        Price = spec.Price(order.Price),
        OrigQty = spec.Size(order.Quantity),
        ExecutedQty = spec.Size(order.Executed),
        CumQuote = Fixed.OfProduct(order.ExecutedQuote, 5),
        TimeInForce = order.TimeInForce,
        Type = order.Kind,
        ReduceOnly = order.ReduceOnly,
        Side = order.Side,
        OrigType = order.Kind,
        UpdateTime = order.UpdatedUs / 1000,
    };
}

/// <summary>Fields in the order of the wire; null is not sent.</summary>
internal sealed record SpotOrderBody(
    string Symbol, string? OrigClientOrderId, long OrderId, int OrderListId, string ClientOrderId, long? TransactTime = null,
    Fixed? Price = null, Fixed? OrigQty = null, Fixed? ExecutedQty = null, Fixed? OrigQuoteOrderQty = null,
    Fixed? CummulativeQuoteQty = null, OrderState? Status = null, TimeInForce? TimeInForce = null, OrderKind? Type = null,
    Side? Side = null, Fixed? StopPrice = null, Fixed? IcebergQty = null, long? Time = null, long? UpdateTime = null,
    bool? IsWorking = null, long? WorkingTime = null, List<OrderFillBody>? Fills = null, string? SelfTradePreventionMode = null)
{
    public SpotOrderBody(string symbol, long orderId, string clientOrderId)
        : this(symbol, OrigClientOrderId: null, orderId, OrderListId: -1, clientOrderId)
    {
    }
}

internal sealed record OrderFillBody(Fixed Price, Fixed Qty, Fixed Commission, string CommissionAsset, long TradeId);

/// <summary>Fields in the order of the wire; null is not sent.</summary>
internal sealed record UsdmOrderBody(
    long OrderId = 0, string Symbol = "", OrderState Status = default, string ClientOrderId = "", Fixed Price = default,
    Fixed OrigQty = default, Fixed ExecutedQty = default, Fixed? AvgPrice = null, Fixed? CumQty = null, Fixed CumQuote = default,
    TimeInForce TimeInForce = default, OrderKind Type = default, bool ReduceOnly = false, bool ClosePosition = false, Side Side = default,
    string PositionSide = "BOTH", string StopPrice = "0", string WorkingType = "CONTRACT_PRICE", bool PriceProtect = false,
    OrderKind OrigType = default, string PriceMatch = "NONE", string SelfTradePreventionMode = "NONE", int GoodTillDate = 0,
    long? Time = null, long UpdateTime = 0);

internal sealed record MessageBody(int Code, string Msg);

internal sealed record RatesBody(Fixed Maker, Fixed Taker, Fixed? Buyer = null, Fixed? Seller = null);

internal sealed record DiscountBody(bool EnabledForAccount, bool EnabledForSymbol, string DiscountAsset, Fixed Discount);

internal sealed record TestedOrderBody(
    RatesBody StandardCommissionForOrder, RatesBody SpecialCommissionForOrder, RatesBody TaxCommissionForOrder, DiscountBody Discount);
