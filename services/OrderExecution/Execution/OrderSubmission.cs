using System.Diagnostics;
using Trading.Contracts;
using Trading.Exchanges.Orders;
using Trading.OrderExecution.Domain;
using Trading.OrderExecution.Messaging;
using Trading.OrderExecution.Risk;
using Trading.OrderExecution.Storage;

namespace Trading.OrderExecution.Execution;

/// <summary>
/// Takes a request to its outcome: known already, denied, or approved, stored, executed. The order is durable before it is sent,
/// and only the call that stored it sends it: the same request again, at once or after a crash, never sends a second one.
/// </summary>
public sealed class OrderSubmission(
    OrderStore store,
    TradingState state,
    ReferencePrices prices,
    InstrumentBook instruments,
    VenueAccess access,
    OrderRouter router,
    ExecutionObjective objective,
    OutboxSignalChannel outboxSignal,
    OrderExecutionMetrics metrics,
    OrdersOptions options,
    TimeProvider time,
    ILogger<OrderSubmission> logger)
{
    /// <param name="idempotencyKey">A second key of the caller's beside the client order id, or null.</param>
    public async Task<SubmitResult> SubmitAsync(OrderRequest request, string? idempotencyKey, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var started = time.GetTimestamp();
        using var activity = OrderActivity.Start("order submit");
        var errors = OrderRequestRules.Errors(request);
        if (errors.Count > 0)
        {
            return new SubmitResult(null, StoredOrderKind.Conflict, errors);
        }

        var hash = request.Hash();
        IReadOnlyList<string> keys = idempotencyKey is null || idempotencyKey == request.ClientOrderId
            ? [request.ClientOrderId]
            : [idempotencyKey, request.ClientOrderId];
        if (await store.FindByKeysAsync(keys, hash, cancellationToken) is { } known)
        {
            return new SubmitResult(known.Order, known.Kind);
        }

        if (access.IsOpen && RouteOf(request) == OrderRoute.Abook)
        {
            // Right after the start the rules are still on their way: no reason to deny an order that has the time to wait for them.
            await instruments.WaitLoadedAsync(TimeSpan.FromMilliseconds(options.MaxSendDelayMs), cancellationToken);
        }

        if (instruments.IsLoaded && instruments.Find(request.Symbol) is null)
        {
            errors = new Dictionary<string, string[]>(StringComparer.Ordinal) { ["symbol"] = ["Not a symbol that is traded here."] };
            return new SubmitResult(null, StoredOrderKind.Conflict, errors);
        }

        var draft = Draft(request);
        var denial = Gate(draft, request.RequestedAt ?? draft.CreatedAt, out var approved);
        if (denial is not null)
        {
            return await DenyAsync(draft, denial, keys, hash, activity, cancellationToken);
        }

        var stored = await StoreAsync(approved!.Value, keys, hash, cancellationToken);
        if (stored.Kind != StoredOrderKind.Created)
        {
            return new SubmitResult(stored.Order, stored.Kind);
        }

        var order = await router.ExecuteAsync(approved);
        Measure(order, time.GetElapsedTime(started));
        return new SubmitResult(order, StoredOrderKind.Created);
    }

    private OrderRoute RouteOf(OrderRequest request) =>
        request.Route != OrderRoute.Auto ? request.Route
        : request.Type is OrderType.Stop or OrderType.StopLimit ? OrderRoute.Abook
        : options.DefaultRoute;

    private Order Draft(OrderRequest request)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var route = RouteOf(request);
        return new Order(
            Guid.CreateVersion7(new DateTimeOffset(now)),
            request.ClientOrderId,
            request.Account,
            route == OrderRoute.Bbook ? InternalBook.Venue : access.Venue.Name,
            request.Symbol,
            request.Side,
            request.Type,
            request.TimeInForce,
            Decimals.Plain(request.Quantity),
            Decimals.Plain(request.Price),
            Decimals.Plain(request.StopPrice),
            request.ReduceOnly,
            route,
            request.Strategy,
            OrderStatus.PendingNew,
            VenueOrderId: null,
            FilledQuantity: 0,
            FilledQuote: 0,
            Code: null,
            Reason: null,
            CancelRequested: false,
            request.Replaces,
            now,
            now,
            Version: 1,
            Activity.Current?.Id);
    }

    private RiskDenial? Gate(Order draft, DateTime requestedAt, out RiskApproved<Order>? approved)
    {
        using var activity = OrderActivity.Start("risk check");
        approved = null;
        string? violation = null;
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

    private async Task<StoredOrder> StoreAsync(Order draft, IReadOnlyList<string> keys, string hash, CancellationToken cancellationToken)
    {
        var creation = new OrderChange(draft);
        creation.Take(OrderMachine.Create(draft, draft.CreatedAt));
        var created = false;
        try
        {
            var stored = await store.InsertAsync(creation, keys, hash, [], cancellationToken);
            created = stored.Kind == StoredOrderKind.Created;
            return stored;
        }
        finally
        {
            if (!created)
            {
                state.Release(draft.Id);
            }
        }
    }

    private async Task<SubmitResult> DenyAsync(
        Order draft, RiskDenial denial, IReadOnlyList<string> keys, string hash, Activity? activity, CancellationToken cancellationToken)
    {
        var creation = new OrderChange(draft);
        creation.Take(OrderMachine.Deny(draft, denial.Rule, denial.Reason, draft.CreatedAt));
        var stored = await store.InsertAsync(creation, keys, hash, OrderMessages.Of(creation, null), cancellationToken);
        if (stored.Kind == StoredOrderKind.Created)
        {
            activity?.SetStatus(ActivityStatusCode.Error, denial.Rule);
            activity?.SetTag("order.denied", denial.Rule);
            metrics.Refused(denial.Rule);
            outboxSignal.Set();
            OrderExecutionLog.OrderDenied(
                logger, draft.ClientOrderId, StoredText.Of(draft.Side), draft.Quantity, draft.Symbol, denial.Rule, denial.Reason);
        }

        return new SubmitResult(stored.Order, stored.Kind);
    }

    private void Measure(Order order, TimeSpan elapsed)
    {
        var met = objective.Record(elapsed);
        metrics.Executed(order, elapsed, met);
        if (!met)
        {
            // The trace of a slow order is what somebody will look for, whatever the sampler left out.
            Activity.Current?.SetTag("trading.keep", true);
            OrderExecutionLog.ObjectiveMissed(logger, order.ClientOrderId, elapsed.TotalMilliseconds, objective.ThresholdMs);
        }
    }
}
