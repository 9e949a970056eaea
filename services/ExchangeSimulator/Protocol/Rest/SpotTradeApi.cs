using System.Globalization;
using Trading.ExchangeSimulator.Engine.Accounts;
using Trading.ExchangeSimulator.Engine.Matching;
using Trading.ExchangeSimulator.Engine.Tape;

namespace Trading.ExchangeSimulator.Protocol.Rest;

/// <summary>Orders of <c>/api/v3</c>.</summary>
internal static class SpotTradeApi
{
    public static VenueError? Place(ApiCall call)
    {
        ClientOrder? order = null;
        var refusal = call.Exchange.Run(() =>
        {
            var refused = Submit(call, checkOnly: false, placed => order = placed);
            call.Exchange.Journal.Received(new OrderRequest(
                call.Exchange.NowMs, call.Kind, call.Text("symbol") ?? "", order?.ClientOrderId ?? call.Text("newClientOrderId") ?? "", call.Text("side") ?? "",
                call.Text("type") ?? "", call.Text("quantity") ?? call.Text("quoteOrderQty") ?? "", call.Text("price") ?? "", refused?.Code ?? 0));
            return refused;
        });
        if (refusal is null && order is not null)
        {
            var form = call.Text("newOrderRespType") ?? (order.Kind is OrderKind.Market or OrderKind.Limit ? "FULL" : "ACK");
            call.Exchange.Run(() => OrderJson.WritePlaced(call, order, form));
        }

        return refusal;
    }

    public static VenueError? Test(ApiCall call)
    {
        if (Submit(call, checkOnly: true, _ => { }) is { } refusal)
        {
            return refusal;
        }

        if (string.Equals(call.Text("computeCommissionRates"), "true", StringComparison.OrdinalIgnoreCase))
        {
            call.Json.Text("{\"standardCommissionForOrder\":{\"maker\":"u8).Decimal(call.Exchange.Account.MakerFee)
                .Text(",\"taker\":"u8).Decimal(call.Exchange.Account.TakerFee);
            call.Json.Text("},\"specialCommissionForOrder\":{\"maker\":\"0.00000000\",\"taker\":\"0.00000000\"},\"taxCommissionForOrder\":{\"maker\":\"0.00000000\",\"taker\":\"0.00000000\"},\"discount\":{\"enabledForAccount\":false,\"enabledForSymbol\":false,\"discountAsset\":\"BNB\",\"discount\":\"0.00000000\"}}"u8);
        }
        else
        {
            call.Json.Text("{}"u8);
        }

        return null;
    }

    public static VenueError? Get(ApiCall call) => WithOrder(call, new VenueError(400, -2013, "Order does not exist."), (_, order) =>
    {
        OrderJson.WriteQueried(call, order);
        return null;
    });

    public static VenueError? Cancel(ApiCall call) => WithOrder(call, new VenueError(400, -2011, "Unknown order sent."), (market, order) =>
    {
        if (call.Exchange.Trade(market, orders => orders.Cancel(order)) is { } refusal)
        {
            return refusal;
        }

        OrderJson.WriteCanceled(call, order, call.Text("newClientOrderId") ?? NewId(call));
        return null;
    });

    public static VenueError? CancelAll(ApiCall call)
    {
        if (call.Symbol() is not { } market)
        {
            return call.Error;
        }

        var open = call.Exchange.Run(() => market.Orders.Open.ToList());
        if (open.Count == 0)
        {
            return new VenueError(400, -2011, "Unknown order sent.");
        }

        var id = NewId(call);
        call.Json.Text("["u8);
        for (var i = 0; i < open.Count; i++)
        {
            call.Exchange.Trade(market, orders => orders.Cancel(open[i]));
            call.Json.Text(i == 0 ? default : ","u8);
            OrderJson.WriteCanceled(call, open[i], id);
        }

        call.Json.Text("]"u8);
        return null;
    }

    public static VenueError? Open(ApiCall call)
    {
        var markets = call.Has("symbol") ? [call.Symbol()] : call.Exchange.Of(call.Kind).ToList<Market?>();
        if (call.Error is not null)
        {
            return call.Error;
        }

        call.Exchange.Run(() => WriteAll(call, [.. markets.SelectMany(m => m!.Orders.Open).OrderBy(o => o.OrderId)]));
        return null;
    }

    public static VenueError? All(ApiCall call)
    {
        var market = call.Symbol();
        var limit = call.Limit(500, 1000);
        var fromId = call.Number("orderId") ?? 0;
        var (start, end) = (call.TimeUs("startTime") ?? 0, call.TimeUs("endTime") ?? long.MaxValue);
        if (market is null || call.Error is not null)
        {
            return call.Error;
        }

        call.Exchange.Run(() =>
        {
            var orders = market.Orders.All.Values.Where(o => o.OrderId >= fromId && o.CreatedUs >= start && o.CreatedUs <= end).ToList();
            WriteAll(call, call.Has("orderId") || call.Has("startTime") ? orders.Take(limit) : orders.TakeLast(limit));
        });
        return null;
    }

    private static VenueError? Submit(ApiCall call, bool checkOnly, Action<ClientOrder> placed)
    {
        if (call.Symbol() is not { } market
            || OrderParser.Parse(call, market.Spec.Symbol, call.Exchange.NextOrdinal()) is not { } order)
        {
            return call.Error;
        }

        placed(order);
        return call.Exchange.Trade(market, orders =>
            SymbolFilters.Of(market.Spec).Check(order, AveragePrice.Of(market), orders.Open.Count(), orders.Open.Count(o => o.IsConditional)) is { } filter
                ? VenueError.Filter(filter)
                : orders.Place(order, checkOnly));
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
            return new VenueError(400, -1102, "Param 'origClientOrderId' or 'orderId' must be sent, but both were empty/null!");
        }

        var order = call.Exchange.Run(() => id is { } number ? market.Orders.All.GetValueOrDefault(number) : market.Orders.Find(clientId!));
        return order is null ? absent : then(market, order);
    }

    private static void WriteAll(ApiCall call, IEnumerable<ClientOrder> orders)
    {
        call.Json.Text("["u8);
        var first = true;
        foreach (var order in orders)
        {
            call.Json.Text(first ? default : ","u8);
            OrderJson.WriteQueried(call, order);
            first = false;
        }

        call.Json.Text("]"u8);
    }

    private static string NewId(ApiCall call) => string.Create(CultureInfo.InvariantCulture, $"simc{call.Exchange.NextOrdinal():D16}");
}
