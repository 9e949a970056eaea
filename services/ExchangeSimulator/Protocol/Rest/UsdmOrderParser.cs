using System.Globalization;
using Trading.Contracts;
using Trading.ExchangeSimulator.Engine.Markets;
using Trading.ExchangeSimulator.Engine.Matching;
using Trading.ExchangeSimulator.Engine.Tape;

namespace Trading.ExchangeSimulator.Protocol.Rest;

/// <summary>Reads a USD-M order and applies its filters, whose complaints differ from spot's.</summary>
internal static class UsdmOrderParser
{
    /// <summary>Limit prices may be this far from the mark price.</summary>
    private const decimal PriceBand = 0.15m;

    /// <returns>Null when the call's error says why.</returns>
    public static ClientOrder? Parse(ApiCall call, Market market, long ordinal)
    {
        var side = call.Required("side");
        var type = call.Required("type");
        if (call.Error is null && side is not ("BUY" or "SELL"))
        {
            call.Fail(new VenueError(400, -1117, "Invalid side."));
        }

        if (type is "STOP" or "STOP_MARKET" or "TAKE_PROFIT" or "TAKE_PROFIT_MARKET" or "TRAILING_STOP_MARKET")
        {
            call.Fail(new VenueError(400, -4120, "Order type not supported for this endpoint. Please use the Algo Order API endpoints instead."));
        }
        else if (call.Error is null && type is not ("LIMIT" or "MARKET"))
        {
            call.Fail(new VenueError(400, -1116, "Invalid orderType."));
        }

        var limited = type == "LIMIT";
        var force = call.Text("timeInForce");
        if (limited)
        {
            call.Required("timeInForce");
            call.Required("price");
        }

        call.Required("quantity");
        var order = new ClientOrder
        {
            Symbol = market.Spec.Symbol,
            ClientOrderId = call.Text("newClientOrderId") ?? string.Create(CultureInfo.InvariantCulture, $"usdm{ordinal:D16}"),
            Side = side == "BUY" ? Side.Buy : Side.Sell,
            Kind = limited ? OrderKind.Limit : OrderKind.Market,
            TimeInForce = force switch { "IOC" => TimeInForce.Ioc, "FOK" => TimeInForce.Fok, "GTX" => TimeInForce.Gtx, _ => TimeInForce.Gtc },
            Quantity = call.Decimal("quantity") ?? 0,
            Price = limited ? call.Decimal("price") ?? 0 : 0,
            ReduceOnly = string.Equals(call.Text("reduceOnly"), "true", StringComparison.OrdinalIgnoreCase),
        };
        if (force is not (null or "GTC" or "IOC" or "FOK" or "GTX"))
        {
            call.Fail(new VenueError(400, -1115, "Invalid timeInForce."));
        }

        return call.Error is null ? order : null;
    }

    public static VenueError? Check(ClientOrder order, Market market, decimal mark, int openOrders)
    {
        var filters = SymbolFilters.Of(market.Spec);
        var price = order.IsMarket ? mark : E8.ToDecimal(order.Price);
        return order.Quantity <= 0 ? new VenueError(400, -4003, "Quantity less than or equal to zero.")
            : order.Quantity % filters.StepSize != 0 ? new VenueError(400, -1111, "Precision is over the maximum defined for this asset.")
            : order.Quantity > (order.IsMarket ? filters.MarketMaxQuantity : filters.MaxQuantity) ? new VenueError(400, -4005, "Quantity greater than max quantity.")
            : !order.IsMarket && order.Price <= 0 ? new VenueError(400, -4001, "Price less than 0.")
            : !order.IsMarket && order.Price % filters.TickSize != 0 ? new VenueError(400, -4014, "Price not increased by tick size.")
            : !order.IsMarket && mark > 0 && order.Side == Side.Buy && price > mark * (1 + PriceBand)
                ? new VenueError(400, -4016, string.Create(CultureInfo.InvariantCulture, $"Limit price can't be higher than {mark * (1 + PriceBand):F2}."))
            : !order.IsMarket && mark > 0 && order.Side == Side.Sell && price < mark * (1 - PriceBand)
                ? new VenueError(400, -4024, string.Create(CultureInfo.InvariantCulture, $"Limit price can't be lower than {mark * (1 - PriceBand):F2}."))
            : price * E8.ToDecimal(order.Quantity) < filters.MinNotional && !order.ReduceOnly
                ? new VenueError(400, -4164, "Order's notional must be no smaller than 5.0 (unless you choose reduce only)")
            : openOrders >= filters.MaxOpenOrders ? new VenueError(400, -1015, "Reach max open order limit.")
            : null;
    }
}
