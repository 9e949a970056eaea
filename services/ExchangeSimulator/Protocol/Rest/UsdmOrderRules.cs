using System.Globalization;
using Trading.Contracts;
using Trading.ExchangeSimulator.Engine.Markets;
using Trading.ExchangeSimulator.Engine.Matching;
using Trading.ExchangeSimulator.Engine.Tape;
using Trading.ExchangeSimulator.Protocol.Json;

namespace Trading.ExchangeSimulator.Protocol.Rest;

/// <summary>Reads a USD-M order and applies its filters, whose complaints differ from spot's.</summary>
internal static class UsdmOrderRules
{
    /// <summary>Limit prices may be this far from the mark price.</summary>
    private const decimal PriceBand = 0.15m;

    /// <returns>Null when the call's error says why.</returns>
    public static ClientOrder? Parse(ApiCall call, string symbol, string clientId)
    {
        call.Required("side");
        var type = call.Required("type");
        var side = OrderApi.Word<Side>(call, "side", -1117, "Invalid side.");
        if (type is "STOP" or "STOP_MARKET" or "TAKE_PROFIT" or "TAKE_PROFIT_MARKET" or "TRAILING_STOP_MARKET")
        {
            call.Fail(-4120, "Order type not supported for this endpoint. Please use the Algo Order API endpoints instead.");
        }

        var kind = OrderApi.Word<OrderKind>(call, "type", -1116, "Invalid orderType.");
        if (kind is not (OrderKind.Limit or OrderKind.Market))
        {
            call.Fail(-1116, "Invalid orderType.");
        }

        var limited = kind == OrderKind.Limit;
        if (limited)
        {
            call.Required("timeInForce");
            call.Required("price");
        }

        call.Required("quantity");
        var force = TimeInForce.Gtc;
        var isForceKnown = call.Text("timeInForce") is not { } text || WireWords.TryParse(text, out force);
        var order = new ClientOrder
        {
            Symbol = symbol,
            ClientOrderId = clientId,
            Side = side,
            Kind = kind,
            TimeInForce = force,
            Quantity = call.Decimal("quantity") ?? 0,
            Price = limited ? call.Decimal("price") ?? 0 : 0,
            ReduceOnly = call.IsTrue("reduceOnly"),
        };
        if (!isForceKnown)
        {
            call.Fail(-1115, "Invalid timeInForce.");
        }

        return call.Error is null ? order : null;
    }

    public static VenueError? Check(ClientOrder order, Market market, decimal mark)
    {
        var filters = SymbolFilters.Of(market.Spec);
        var price = order.IsMarket ? mark : E8.ToDecimal(order.Price);
        var (highest, lowest) = (mark * (1 + PriceBand), mark * (1 - PriceBand));
        (int Code, string Message)? failed = order.Quantity <= 0 ? (-4003, "Quantity less than or equal to zero.")
            : order.Quantity % filters.StepSize != 0 ? (-1111, "Precision is over the maximum defined for this asset.")
            : order.Quantity > (order.IsMarket ? filters.MarketMaxQuantity : filters.MaxQuantity)
                ? (-4005, "Quantity greater than max quantity.")
            : !order.IsMarket && order.Price <= 0 ? (-4001, "Price less than 0.")
            : !order.IsMarket && order.Price % filters.TickSize != 0 ? (-4014, "Price not increased by tick size.")
            : !order.IsMarket && mark > 0 && order.Side == Side.Buy && price > highest ? (
                -4016, $"Limit price can't be higher than {Cents(highest)}.")
            : !order.IsMarket
                && mark > 0
                && order.Side == Side.Sell
                && price < lowest ? (-4024, $"Limit price can't be lower than {Cents(lowest)}.")
            : price * E8.ToDecimal(order.Quantity) < filters.MinNotional && !order.ReduceOnly
                ? (-4164, "Order's notional must be no smaller than 5.0 (unless you choose reduce only)")
            : market.Orders.Open.Count() >= filters.MaxOpenOrders ? (-1015, "Reach max open order limit.")
            : null;
        return failed is { } refusal ? new VenueError(400, refusal.Code, refusal.Message) : null;
    }

    private static string Cents(decimal price) => price.ToString("F2", CultureInfo.InvariantCulture);
}
