using System.Diagnostics;
using Trading.Contracts;
using Trading.Exchanges.Orders;
using Trading.OrderExecution.Domain;
using Trading.OrderExecution.Risk;
using Trading.OrderExecution.Storage;
using Trading.ServiceDefaults.Databases;
using Trading.ServiceDefaults.Json;

namespace Trading.OrderExecution.Execution;

/// <summary>The one way by which a stored order changes: commits, then tells memory, metrics, logs and the dispatcher.</summary>
internal sealed class OrderUpdates(
    OrderStore store,
    TradingState state,
    HaltProgress halt,
    VenueAccess access,
    MarketTime market,
    ProviderStatistics provider,
    OutboxSignalChannel outboxSignal,
    ReconcileSignalChannel reconcileSignal,
    OrderExecutionMetrics metrics,
    TimeProvider time,
    ILogger<OrderUpdates> logger)
{
    /// <summary>Takes one guarded step; a step that the state machine refuses changes nothing.</summary>
    public Task<Order> StepAsync(Order order, Func<Order, DateTime, string?, OrderTransition> step, CancellationToken cancellationToken)
    {
        return CommitAsync(order, (change, _, at, trace) => Own(change, step(change.Order, at, trace)), cancellationToken);
    }

    /// <summary>Takes what the venue says about the order; fills that it knows of and we do not are fetched first.</summary>
    public async Task<Order> TakeNewsAsync(Order order, VenueOrder news, CancellationToken cancellationToken)
    {
        if (OrderSync.NeedsFills(order, news)
            && await access.Venue.FillsAsync(order.Symbol, news.VenueOrderId, cancellationToken) is { } fills)
        {
            news = news with { Fills = fills };
        }

        var after = await CommitAsync(
            order, (change, known, at, trace) => OrderSync.Apply(change, news, known.Contains, at, trace), cancellationToken);
        if (after.Status == OrderStatus.Rejected && news.Status is (VenueOrderStatus.Open or VenueOrderStatus.PartiallyFilled))
        {
            // Given up here and live there: nothing watches it, so it must not stay.
            OrderExecutionLog.Orphan(logger, after.ClientOrderId);
            await access.Venue.CancelAsync(after.Symbol, after.ClientOrderId, cancellationToken);
        }

        return after;
    }

    /// <summary>
    /// Fills an order of the internal book, unless it has ended or is being cancelled: the house never fills what it has let go.
    /// </summary>
    public Task<Order> FillAsync(Order order, string venueOrderId, Fill fill, CancellationToken cancellationToken)
    {
        return CommitAsync(
            order,
            (change, _, at, trace) =>
            {
                if (change.Order.Status is not (OrderStatus.PendingNew or OrderStatus.Accepted))
                {
                    return;
                }

                if (change.Order.Status == OrderStatus.PendingNew)
                {
                    change.Take(OrderMachine.Accept(change.Order, venueOrderId, at, trace));
                }

                change.TakeFill(fill, at, trace);
                StateMarketTime(change);
            },
            cancellationToken);
    }

    private void Own(OrderChange change, OrderTransition transition)
    {
        // The venue's time of anything else comes with its next news.
        if (change.Take(transition)
            && change.Order is { Route: OrderRoute.Bbook } or { Status: OrderStatus.Rejected or OrderStatus.Denied })
        {
            StateMarketTime(change);
        }
    }

    private void StateMarketTime(OrderChange change)
    {
        if (market.Of(change.Order.Symbol) is { } latest)
        {
            change.StatedAt(latest);
        }
    }

    private async Task<Order> CommitAsync(
        Order order, Action<OrderChange, IReadOnlySet<string>, DateTime, string?> apply, CancellationToken cancellationToken)
    {
        // News from a poll or the stream have no trace of their own: they go on with the order's.
        using var activity = Activity.Current is null
            ? OrderActivity.Continue("order update", ActivityKind.Internal, order.TraceParent)
            : null;
        var trace = Activity.Current?.TraceId.ToHexString() ?? order.TraceId;
        var traceParent = trace == order.TraceId ? Activity.Current?.Id ?? order.TraceParent : order.TraceParent;
        var committed = await store.ChangeAsync(
            order.Id,
            (change, known) => apply(change, known, StoredValue.Kept(time.GetUtcNow().UtcDateTime), trace),
            OrderMessages.Of,
            traceParent,
            cancellationToken) ?? throw new InvalidOperationException($"Order {order.Id} is not stored.");
        Notify(committed);
        return committed.Change.Order;
    }

    private void Notify(CommittedChange committed)
    {
        var change = committed.Change;
        foreach (var refusal in change.Refusals.Where(refusal => refusal is TransitionRefusal.Overfill or TransitionRefusal.NeverSent))
        {
            OrderExecutionLog.NewsContradict(logger, change.Order.ClientOrderId, EnumNames.Of(refusal));
        }

        if (!change.IsChange)
        {
            return;
        }

        // The position first: an order that has ended no longer counts for what it filled.
        if (committed.Position is { } position)
        {
            state.Observe(position);
        }

        state.Observe(change.Order);

        halt.Observe(change.Order);

        outboxSignal.Set();
        foreach (var entry in change.Events)
        {
            metrics.OrderReached(change.Order, entry.Status);
            Log(change.Order, entry);
        }

        foreach (var fill in change.Fills)
        {
            OrderExecutionLog.Filled(
                logger, fill.FillId, change.Order.ClientOrderId, EnumNames.Of(change.Order.Side), fill.Quantity, change.Order.Symbol,
                fill.Price);
        }

        if (change.Order.Status == OrderStatus.Filled && change.Order.Route == OrderRoute.Abook)
        {
            provider.Filled();
        }

        if (change.Order.Status == OrderStatus.Unknown || (change.Order.CancelRequested && !change.Order.IsFinal))
        {
            reconcileSignal.Set();
        }
    }

    private void Log(Order order, OrderEvent entry)
    {
        switch (entry.Kind)
        {
            case OrderEventKind.Denied:
                OrderExecutionLog.OrderDenied(
                    logger, order.ClientOrderId, EnumNames.Of(order.Side), order.Quantity, order.Symbol, order.Code ?? string.Empty,
                    order.Reason ?? string.Empty);
                break;
            case OrderEventKind.Rejected:
                OrderExecutionLog.OrderRejected(
                    logger, order.ClientOrderId, EnumNames.Of(order.Side), order.Quantity, order.Symbol, order.Code ?? string.Empty,
                    order.Reason ?? string.Empty);
                break;
            case OrderEventKind.OutcomeUnknown:
                OrderExecutionLog.OutcomeUnknown(logger, order.ClientOrderId, order.Symbol, entry.Detail ?? string.Empty);
                break;
            case OrderEventKind.Accepted or OrderEventKind.Cancelled or OrderEventKind.Expired:
                OrderExecutionLog.OrderExecuted(
                    logger, order.ClientOrderId, EnumNames.Of(order.Side), order.Quantity, order.Symbol, EnumNames.Of(order.Route),
                    EnumNames.Of(entry.Status));
                break;
        }
    }
}
