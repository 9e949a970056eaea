using System.Diagnostics;
using Trading.Contracts;
using Trading.OrderExecution.Domain;
using Trading.OrderExecution.Risk;
using Trading.OrderExecution.Storage;
using Trading.ServiceDefaults.Json;

namespace Trading.OrderExecution.Execution;

/// <summary>
/// Takes a request to its outcome: known already, denied, or approved, stored, executed. The order is durable before it is sent,
/// and only the call that stored it sends it: the same request again, at once or after a crash, never sends a second one.
/// </summary>
internal sealed class OrderSubmission(
    OrderStore store,
    OrderGate gate,
    MarketTime market,
    InstrumentCache instruments,
    VenueAccess access,
    Markets markets,
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
        var started = time.GetTimestamp();
        using var span = OrderActivity.Enter("order submit");
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
            return Known(known, request.Venue);
        }

        if (access.IsOpen && gate.RouteOf(request) == OrderRoute.Abook)
        {
            // Right after the start the rules are still on their way: no reason to deny an order that has the time to wait for them.
            await instruments.WaitLoadedAsync(TimeSpan.FromMilliseconds(options.MaxSendDelayMs), cancellationToken);
        }

        if (instruments.IsLoaded && instruments.Find(request.Symbol) is null)
        {
            errors = new Dictionary<string, string[]>(StringComparer.Ordinal)
            {
                ["symbol"] = [$"'{request.Symbol}' is not traded here; traded are: {NameList.Of(instruments.Symbols)}."],
            };
            return new SubmitResult(null, StoredOrderKind.Conflict, errors);
        }

        var draft = gate.Draft(request);
        var denial = gate.Check(draft, request.RequestedAt ?? draft.CreatedAt, out var approved);
        if (denial is not null && await gate.AwaitEntryAsync(draft, denial, cancellationToken))
        {
            draft = gate.Draft(request);
            denial = gate.Check(draft, request.RequestedAt ?? draft.CreatedAt, out approved);
        }

        return denial is null
            ? await ExecuteAsync(approved!, keys, hash, started, cancellationToken)
            : await DenyAsync(draft, denial, keys, hash, span.Activity, cancellationToken);
    }

    /// <summary>
    /// Stores an approved order and executes it, unless one of its keys is taken. Its place in the limits is given back when it is not
    /// stored.
    /// </summary>
    /// <param name="started">Time stamp from which its execution is measured.</param>
    public async Task<SubmitResult> ExecuteAsync(
        RiskApproved<Order> approved, IReadOnlyList<string> keys, string hash, long started, CancellationToken cancellationToken)
    {
        var stored = await StoreAsync(approved.Value, keys, hash, cancellationToken);
        if (stored.Kind != StoredOrderKind.Created)
        {
            return Known(stored, access.Name);
        }

        var order = await router.ExecuteAsync(approved);
        if (order.Status != OrderStatus.Denied)
        {
            Measure(order, time.GetElapsedTime(started));
        }

        return new SubmitResult(order, StoredOrderKind.Created);
    }

    // Keys are unique over all venues: one that an order at another venue has is taken.
    private SubmitResult Known(StoredOrder stored, string? venue) => new(
        stored.Order,
        venue is not null && (markets.Of(stored.Order.Venue) ?? stored.Order.Venue) != venue ? StoredOrderKind.Conflict : stored.Kind);

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
                gate.Release(draft);
            }
        }
    }

    private async Task<SubmitResult> DenyAsync(
        Order draft, RiskDenial denial, IReadOnlyList<string> keys, string hash, Activity? activity, CancellationToken cancellationToken)
    {
        draft = draft with { ExchangeTime = market.Of(draft.Symbol), Objections = denial.Objections };
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
                logger, draft.ClientOrderId, EnumNames.Of(draft.Side), draft.Quantity, draft.Symbol, denial.Rule, denial.Reason);
        }

        return stored.Kind == StoredOrderKind.Created ? new SubmitResult(stored.Order, stored.Kind) : Known(stored, access.Name);
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
