using System.Diagnostics;
using Trading.Contracts;
using Trading.Exchanges.Orders;
using Trading.OrderExecution.Domain;
using Trading.OrderExecution.Risk;
using Trading.ServiceDefaults.Databases;

namespace Trading.OrderExecution.Execution;

/// <summary>Makes an order of a request and decides whether it may be executed: account, venue, order rules, risk rules.</summary>
internal sealed class OrderGate(
    TradingState state,
    ReferencePrices prices,
    InstrumentCache instruments,
    VenueAccess access,
    Markets markets,
    OrderExecutionMetrics metrics,
    OrdersOptions options,
    TimeProvider time)
{
    public OrderRoute RouteOf(OrderRequest request)
    {
        return request.Route != OrderRoute.Auto ? request.Route
            : request.Type is OrderType.Stop or OrderType.StopLimit ? OrderRoute.Abook
            : options.DefaultRoute;
    }

    public Order Draft(OrderRequest request)
    {
        var now = StoredValue.Kept(time.GetUtcNow().UtcDateTime);
        var route = RouteOf(request);
        var terms = request with
        {
            Quantity = Decimals.Plain(request.Quantity),
            Price = Decimals.Plain(request.Price),
            StopPrice = Decimals.Plain(request.StopPrice),
            Route = route,
        };
        return new Order(terms)
        {
            Id = Guid.CreateVersion7(new DateTimeOffset(now)),
            Venue = route == OrderRoute.Bbook ? markets.InternalBookOf(access.Name) : access.Name,
            CreatedAt = now,
            UpdatedAt = now,
            TraceParent = Activity.Current?.Id,
        };
    }

    /// <summary>Null when the order may be executed; then its place in the limits is reserved until it is stored or released.</summary>
    /// <param name="requestedAt">UTC, when the caller asked for it.</param>
    public RiskDenial? Check(Order draft, DateTime requestedAt, out RiskApproved<Order>? approved)
    {
        using var activity = OrderActivity.Start("risk check");
        approved = null;
        if (AccountProblem(draft) is { } unknown)
        {
            return new RiskDenial("unknownAccount", unknown);
        }

        if (draft.Route is not (OrderRoute.Abook or OrderRoute.Bbook))
        {
            return new RiskDenial("unknownRoute", $"'{draft.Route}' is no route; Orders:DefaultRoute is Abook or Bbook.");
        }

        FilterViolation? violation = null;
        if (draft.Route == OrderRoute.Abook)
        {
            if (access.ClosedReason is { } closed)
            {
                return new RiskDenial("venueClosed", closed);
            }

            if (instruments.Find(draft.Symbol) is not { } instrument)
            {
                return new RiskDenial("venueRulesUnknown", "The venue has not stated its order rules yet.");
            }

            violation = OrderFilters.Violation(
                instrument, draft.Type, draft.Quantity, draft.Price, draft.StopPrice, prices.Find(draft.Symbol)?.Price);
        }

        return state.CheckAndReserve(draft, prices, violation, requestedAt, metrics, out approved);
    }

    /// <summary>
    /// Whether an exit that was denied may be asked about again: it overtook the fill of its entry, and that entry has ended now.
    /// </summary>
    public async Task<bool> AwaitEntryAsync(Order draft, RiskDenial denial, CancellationToken cancellationToken) =>
        denial.Rule == RiskRules.OnlyReduces
        && await state.WaitForEntryAsync(draft, TimeSpan.FromMilliseconds(options.MaxSendDelayMs), time, cancellationToken);

    /// <summary>
    /// What the venue would refuse at the present price: a stop that has triggered already, and a gtx order that would take. A new order
    /// may ask the venue; a replacement must know before its original is cancelled.
    /// </summary>
    public RiskDenial? WouldExecuteAtOnce(Order draft)
    {
        if (draft.Route != OrderRoute.Abook || prices.Find(draft.Symbol) is not { } reference)
        {
            return null;
        }

        var (buys, price) = (draft.Side == Side.Buy, reference.Price);
        return draft.StopPrice is { } stop && (buys ? stop <= price : stop >= price)
                ? new RiskDenial(
                    VenueErrorClass.WouldTriggerAtOnce,
                    $"The stop price {Decimals.Plain(stop)} has been reached: the price is {Decimals.Plain(price)}.")
            : draft is { TimeInForce: TimeInForce.Gtx, Price: { } limit } && (buys ? limit > price : limit < price)
                ? new RiskDenial(
                    VenueErrorClass.WouldTake, $"The price {Decimals.Plain(limit)} would take: the price is {Decimals.Plain(price)}.")
            : null;
    }

    /// <summary>Gives back the place that an approved order had reserved.</summary>
    public void Release(Order draft)
    {
        state.Release(draft.Id);
    }

    private string? AccountProblem(Order draft) => draft switch
    {
        _ when draft.Account == options.Account => null,
        { Route: OrderRoute.Bbook } when options.InternalAccountList().Contains(draft.Account) => null,
        { Route: OrderRoute.Bbook } => $"Orders:InternalAccounts does not name the account '{draft.Account}'.",
        _ => $"The account at the venue is '{options.Account}'; '{draft.Account}' has none there.",
    };
}
