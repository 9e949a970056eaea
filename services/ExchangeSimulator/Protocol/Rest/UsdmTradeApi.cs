using Trading.ExchangeSimulator.Engine.Accounts;
using Trading.ExchangeSimulator.Engine.Markets;
using Trading.ExchangeSimulator.Engine.Matching;
using Trading.ExchangeSimulator.Engine.Tape;

namespace Trading.ExchangeSimulator.Protocol.Rest;

/// <summary>Orders of <c>/fapi/v1</c>.</summary>
internal static class UsdmTradeApi
{
    public static VenueError? Place(ApiCall call)
    {
        var market = call.Symbol();
        var order = market is null ? null : UsdmOrderParser.Parse(call, market, call.Exchange.NextOrdinal());
        var refusal = call.Exchange.Run(() =>
        {
            var refused = market is null || order is null
                ? call.Error
                : call.Exchange.Trade(market, orders =>
                    UsdmOrderParser.Check(order, market, call.Exchange.Futures.MarkOf(market.Spec.Symbol), orders.Open.Count()) ?? orders.Place(order));
            call.Exchange.Journal.Received(new OrderRequest(
                call.Exchange.NowMs, call.Kind, call.Text("symbol") ?? "", order?.ClientOrderId ?? call.Text("newClientOrderId") ?? "", call.Text("side") ?? "",
                call.Text("type") ?? "", call.Text("quantity") ?? "", call.Text("price") ?? "", refused?.Code ?? 0));
            return refused;
        });
        if (refusal is null && order is not null && market is not null)
        {
            call.Exchange.Run(() => Write(call, market.Spec, order, Answer.Placed));
        }

        return refusal;
    }

    public static VenueError? Get(ApiCall call) => WithOrder(call, new VenueError(400, -2013, "Order does not exist."), (market, order) =>
    {
        Write(call, market.Spec, order, Answer.Queried);
        return null;
    });

    public static VenueError? Cancel(ApiCall call) => WithOrder(call, new VenueError(400, -2011, "Unknown order sent."), (market, order) =>
    {
        if (call.Exchange.Trade(market, orders => orders.Cancel(order)) is { } refusal)
        {
            return refusal;
        }

        Write(call, market.Spec, order, Answer.Canceled);
        return null;
    });

    public static VenueError? CancelAll(ApiCall call)
    {
        if (call.Symbol() is not { } market)
        {
            return call.Error;
        }

        call.Exchange.Trade(market, orders =>
        {
            foreach (var order in orders.Open.ToList())
            {
                orders.Cancel(order);
            }

            return null;
        });
        call.Json.Text("{\"code\":200,\"msg\":\"The operation of cancel all open order is done.\"}"u8);
        return null;
    }

    public static VenueError? Open(ApiCall call)
    {
        var markets = call.Has("symbol") ? [call.Symbol()] : call.Exchange.Of(MarketKind.Usdm).ToList<Market?>();
        if (call.Error is not null)
        {
            return call.Error;
        }

        call.Exchange.Run(() => WriteAll(call, markets.SelectMany(m => m!.Orders.Open.Select(o => (m.Spec, o))).OrderBy(x => x.o.OrderId)));
        return null;
    }

    public static VenueError? All(ApiCall call)
    {
        var market = call.Symbol();
        var limit = call.Limit(500, 1000);
        var fromId = call.Number("orderId") ?? 0;
        if (market is null || call.Error is not null)
        {
            return call.Error;
        }

        call.Exchange.Run(() => WriteAll(call, market.Orders.All.Values.Where(o => o.OrderId >= fromId).TakeLast(limit).Select(o => (market.Spec, o))));
        return null;
    }

    private static VenueError? WithOrder(ApiCall call, VenueError absent, Func<Market, ClientOrder, VenueError?> then)
    {
        var market = call.Symbol();
        var id = call.Number("orderId");
        var clientId = call.Text("origClientOrderId");
        if (market is null || call.Error is not null)
        {
            return call.Error;
        }

        if (id is null && clientId is null)
        {
            return new VenueError(400, -1102, "Mandatory parameter 'orderId' was not sent, was empty/null, or malformed.");
        }

        var order = call.Exchange.Run(() => id is { } number ? market.Orders.All.GetValueOrDefault(number) : market.Orders.Find(clientId!));
        return order is null ? absent : then(market, order);
    }

    private static void WriteAll(ApiCall call, IEnumerable<(MarketSpec Spec, ClientOrder Order)> orders)
    {
        call.Json.Text("["u8);
        var first = true;
        foreach (var (spec, order) in orders)
        {
            call.Json.Text(first ? default : ","u8);
            Write(call, spec, order, Answer.Queried);
            first = false;
        }

        call.Json.Text("]"u8);
    }

    private static void Write(ApiCall call, MarketSpec spec, ClientOrder order, Answer answer)
    {
        var (price, size) = (spec.PriceDecimals, spec.QuantityDecimals);
        var average = order.Executed == 0 ? 0 : (long)(order.ExecutedQuote / order.Executed);
        var type = order.Kind == OrderKind.Market ? "MARKET" : "LIMIT";
        var json = call.Json.Text("{\"orderId\":"u8).Number(order.OrderId).Text(",\"symbol\":"u8).String(order.Symbol)
            .Text(",\"status\":"u8).String(OrderJson.NameOf(order.State)).Text(",\"clientOrderId\":"u8).String(order.ClientOrderId)
            .Text(",\"price\":"u8).Price(order.Price, price)
            .Text(",\"origQty\":"u8).Price(order.Quantity, size).Text(",\"executedQty\":"u8).Price(order.Executed, size);
        if (answer != Answer.Canceled)
        {
            json.Text(",\"avgPrice\":"u8).Price(average, 5);
        }

        if (answer != Answer.Queried)
        {
            json.Text(",\"cumQty\":"u8).Price(order.Executed, size);
        }

        json.Text(",\"cumQuote\":"u8).Product(order.ExecutedQuote, 5).Text(",\"timeInForce\":"u8).String(OrderJson.NameOf(order.TimeInForce))
            .Text(",\"type\":"u8).String(type).Text(",\"reduceOnly\":"u8).Bool(order.ReduceOnly).Text(",\"closePosition\":false,\"side\":"u8)
            .String(OrderJson.NameOf(order.Side)).Text(",\"positionSide\":\"BOTH\",\"stopPrice\":\"0\",\"workingType\":\"CONTRACT_PRICE\",\"priceProtect\":false,\"origType\":"u8)
            .String(type).Text(",\"priceMatch\":\"NONE\",\"selfTradePreventionMode\":\"NONE\",\"goodTillDate\":0"u8);
        if (answer == Answer.Queried)
        {
            json.Text(",\"time\":"u8).Number(order.CreatedUs / 1000);
        }

        json.Text(",\"updateTime\":"u8).Number(order.UpdatedUs / 1000).Text("}"u8);
    }

    /// <summary>To what an order is the answer: each has its own few fields.</summary>
    private enum Answer
    {
        Placed = 0,
        Queried,
        Canceled,
    }
}
