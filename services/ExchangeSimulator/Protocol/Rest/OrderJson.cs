using Trading.Contracts;
using Trading.ExchangeSimulator.Engine.Matching;
using Trading.ExchangeSimulator.Protocol.Json;

namespace Trading.ExchangeSimulator.Protocol.Rest;

/// <summary>Spot orders in the venue's words.</summary>
internal static class OrderJson
{
    public static string NameOf(OrderState state) => state switch
    {
        OrderState.New => "NEW",
        OrderState.PartiallyFilled => "PARTIALLY_FILLED",
        OrderState.Filled => "FILLED",
        OrderState.Canceled => "CANCELED",
        OrderState.Rejected => "REJECTED",
        _ => "EXPIRED",
    };

    public static string NameOf(Side side) => side == Side.Buy ? "BUY" : "SELL";

    public static string NameOf(TimeInForce force) => force switch
    {
        TimeInForce.Ioc => "IOC",
        TimeInForce.Fok => "FOK",
        TimeInForce.Gtx => "GTX",
        _ => "GTC",
    };

    /// <summary>The answer to a new order: <c>ACK</c>, <c>RESULT</c> or <c>FULL</c>.</summary>
    public static void WritePlaced(ApiCall call, ClientOrder order, string form)
    {
        var json = call.Json.Start("{\"symbol\":"u8).String(order.Symbol).Text(",\"orderId\":"u8).Number(order.OrderId)
            .Text(",\"orderListId\":-1,\"clientOrderId\":"u8).String(order.ClientOrderId)
            .Text(",\"transactTime\":"u8).Number(call.Stamp(order.UpdatedUs));
        if (!string.Equals(form, "ACK", StringComparison.Ordinal))
        {
            Amounts(json, order);
            json.Text(",\"workingTime\":"u8).Number(order.Working ? call.Stamp(order.CreatedUs) : -1);
            if (string.Equals(form, "FULL", StringComparison.Ordinal))
            {
                json.Text(",\"fills\":["u8);
                for (var i = 0; i < order.Fills.Count; i++)
                {
                    var fill = order.Fills[i];
                    json.Text(i == 0 ? "{\"price\":"u8 : ",{\"price\":"u8).Price(fill.Price, 8).Text(",\"qty\":"u8).Price(fill.Quantity, 8)
                        .Text(",\"commission\":"u8).Decimal(fill.Commission).Text(",\"commissionAsset\":"u8).String(fill.CommissionAsset)
                        .Text(",\"tradeId\":"u8).Number(fill.TradeId).Text("}"u8);
                }

                json.Text("]"u8);
            }

            json.Text(",\"selfTradePreventionMode\":\"NONE\""u8);
        }

        json.Text("}"u8);
    }

    public static void WriteCanceled(ApiCall call, ClientOrder order, string cancelId)
    {
        var json = call.Json.Text("{\"symbol\":"u8).String(order.Symbol).Text(",\"origClientOrderId\":"u8).String(order.ClientOrderId)
            .Text(",\"orderId\":"u8).Number(order.OrderId).Text(",\"orderListId\":-1,\"clientOrderId\":"u8).String(cancelId)
            .Text(",\"transactTime\":"u8).Number(call.Stamp(order.UpdatedUs));
        Amounts(json, order);
        json.Text(",\"selfTradePreventionMode\":\"NONE\"}"u8);
    }

    public static void WriteQueried(ApiCall call, ClientOrder order)
    {
        var json = call.Json.Text("{\"symbol\":"u8).String(order.Symbol).Text(",\"orderId\":"u8).Number(order.OrderId)
            .Text(",\"orderListId\":-1,\"clientOrderId\":"u8).String(order.ClientOrderId);
        Amounts(json, order);
        json.Text(",\"stopPrice\":"u8).Price(order.StopPrice, 8).Text(",\"icebergQty\":\"0.00000000\",\"time\":"u8).Number(call.Stamp(order.CreatedUs))
            .Text(",\"updateTime\":"u8).Number(call.Stamp(order.UpdatedUs)).Text(",\"isWorking\":"u8).Bool(order.Working)
            .Text(",\"workingTime\":"u8).Number(order.Working ? call.Stamp(order.CreatedUs) : -1)
            .Text(",\"selfTradePreventionMode\":\"NONE\"}"u8);
    }

    private static void Amounts(JsonFrame json, ClientOrder order) => json
        .Text(",\"price\":"u8).Price(order.Price, 8).Text(",\"origQty\":"u8).Price(order.Quantity, 8)
        .Text(",\"executedQty\":"u8).Price(order.Executed, 8)
        .Text(",\"origQuoteOrderQty\":"u8).Price(order.QuoteQuantity, 8)
        .Text(",\"cummulativeQuoteQty\":"u8).Product(order.ExecutedQuote, 8)
        .Text(",\"status\":"u8).String(NameOf(order.State)).Text(",\"timeInForce\":"u8).String(NameOf(order.TimeInForce))
        .Text(",\"type\":"u8).String(OrderParser.NameOf(order.Kind)).Text(",\"side\":"u8).String(NameOf(order.Side));
}
