using System.Globalization;
using Trading.ExchangeSimulator.Engine.Accounts;
using Trading.ExchangeSimulator.Engine.Matching;
using Trading.ExchangeSimulator.Engine.Tape;
using Trading.ExchangeSimulator.Protocol.Json;

namespace Trading.ExchangeSimulator.Protocol.Rest;

/// <summary>
/// Orders of both markets. How they are read and checked is in <see cref="SpotOrderRules"/> and <see cref="UsdmOrderRules"/>.
/// </summary>
internal static class OrderApi
{
    public static object Place(ApiCall call) => call.Exchange.Run<object>(() =>
    {
        var (market, order, refusal) = Submit(call, checkOnly: false);
        call.Exchange.Journal.Received(new OrderRequest(
            call.Exchange.NowMs, call.Rules.Kind, call.Text("symbol") ?? "", order?.ClientOrderId ?? call.Text("newClientOrderId") ?? "",
            call.Text("side") ?? "", call.Text("type") ?? "", call.Text("quantity") ?? call.Text("quoteOrderQty") ?? "",
            call.Text("price") ?? "", refusal?.Code ?? 0));
        return (object?)refusal ?? OrderBodies.Placed(call, market!.Spec, order!);
    });

    /// <summary>Says what would be refused and places nothing.</summary>
    public static object Test(ApiCall call)
    {
        if (Submit(call, checkOnly: true).Refusal is { } refusal)
        {
            return refusal;
        }

        var account = call.Exchange.Account;
        return !call.IsTrue("computeCommissionRates") ? new NothingBody()
            : new TestedOrderBody(
                new RatesBody(Fixed.Of(account.MakerFee), Fixed.Of(account.TakerFee)), new RatesBody(Fixed.Zero, Fixed.Zero),
                new RatesBody(Fixed.Zero, Fixed.Zero),
                new DiscountBody(EnabledForAccount: false, EnabledForSymbol: false, "BNB", Fixed.Zero));
    }

    public static object Get(ApiCall call, Market market) =>
        WithOrder(
            call, market, new VenueError(400, -2013, "Order does not exist."), order => OrderBodies.Queried(call, market.Spec, order));

    public static object Cancel(ApiCall call, Market market) => WithOrder(call, market, VenueError.UnknownOrder, order =>
        (object?)call.Exchange.Trade(market, orders => orders.Cancel(order))
        ?? OrderBodies.Canceled(call, market.Spec, order, call.Text("newClientOrderId") ?? (call.Rules.IsSpot ? NewCancelId(call) : "")));

    public static object CancelAll(ApiCall call, Market market) => call.Exchange.Run<object>(() =>
    {
        var open = market.Orders.Open.ToList();
        if (call.Rules.IsSpot && open.Count == 0)
        {
            return VenueError.UnknownOrder;
        }

        open.ForEach(order => call.Exchange.Trade(market, orders => orders.Cancel(order)));
        if (!call.Rules.IsSpot)
        {
            return new MessageBody(200, "The operation of cancel all open order is done.");
        }

        var id = NewCancelId(call);
        return open.ConvertAll(order => OrderBodies.Canceled(call, market.Spec, order, id));
    });

    public static object Open(ApiCall call)
    {
        var markets = call.Markets();
        return call.Exchange.Run(() => markets.SelectMany(market => market.Orders.Open.Select(order => (market.Spec, Order: order)))
            .OrderBy(row => row.Order.OrderId).Select(row => OrderBodies.Queried(call, row.Spec, row.Order)).ToList());
    }

    /// <summary>From an id or a time on the oldest, else the newest; only spot looks at times, and USD-M always gives the newest.</summary>
    public static object All(ApiCall call, Market market)
    {
        var limit = call.Limit(500, 1000);
        var fromId = call.Number("orderId") ?? 0;
        var isSpot = call.Rules.IsSpot;
        var (start, end) = isSpot ? (call.TimeUs("startTime") ?? 0, call.TimeUs("endTime") ?? long.MaxValue) : (0, long.MaxValue);
        return call.Exchange.Run(() =>
        {
            var orders = market.Orders.All.Values.Where(
                order => order.OrderId >= fromId && order.CreatedUs >= start && order.CreatedUs <= end);
            var page = isSpot && (call.Has("orderId") || call.Has("startTime")) ? orders.Take(limit) : orders.TakeLast(limit);
            return page.Select(order => OrderBodies.Queried(call, market.Spec, order)).ToList();
        });
    }

    /// <summary>A parameter that must be one of the venue's words.</summary>
    public static T Word<T>(ApiCall call, string name, int code, string message)
        where T : struct, Enum
    {
        if (!WireWords.TryParse<T>(call.Required(name), out var value))
        {
            call.Fail(code, message);
        }

        return value;
    }

    private static (Market? Market, ClientOrder? Order, VenueError? Refusal) Submit(ApiCall call, bool checkOnly)
    {
        if (call.Symbol() is not { } market)
        {
            return (null, null, call.Error);
        }

        var isSpot = call.Rules.IsSpot;
        var own = string.Create(CultureInfo.InvariantCulture, $"{call.Rules.ClientIdPrefix}{call.Exchange.NextOrdinal():D16}");
        var id = call.Text("newClientOrderId") ?? own;
        var order = isSpot ? SpotOrderRules.Parse(call, market.Spec.Symbol, id) : UsdmOrderRules.Parse(call, market.Spec.Symbol, id);
        var refusal = order is null ? call.Error : call.Exchange.Trade(market, orders =>
            (isSpot
                ? SpotOrderRules.Check(order, market)
                : UsdmOrderRules.Check(order, market, call.Exchange.Futures.MarkOf(market.Spec.Symbol)))
            ?? orders.Place(order, checkOnly));
        return (market, order, refusal);
    }

    private static object WithOrder(ApiCall call, Market market, VenueError absent, Func<ClientOrder, object> then)
    {
        var (id, clientId) = (call.Number("orderId"), call.Text("origClientOrderId"));
        if (id is null && clientId is null)
        {
            call.Fail(call.Rules.IsSpot
                ? new VenueError(400, -1102, "Param 'origClientOrderId' or 'orderId' must be sent, but both were empty/null!")
                : VenueError.Missing("orderId"));
        }

        return call.Error ?? call.Exchange.Run(() =>
            (id is { } number ? market.Orders.All.GetValueOrDefault(number) : market.Orders.Find(clientId!)) is { } order
                ? then(order)
                : absent);
    }

    private static string NewCancelId(ApiCall call) =>
        string.Create(CultureInfo.InvariantCulture, $"simc{call.Exchange.NextOrdinal():D16}");
}
