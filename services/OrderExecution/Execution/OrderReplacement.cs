using Trading.Contracts;
using Trading.OrderExecution.Domain;
using Trading.OrderExecution.Risk;
using Trading.OrderExecution.Storage;

namespace Trading.OrderExecution.Execution;

/// <summary>
/// Replaces an order. The gate decides first and reserves the new order's place; only then the original is cancelled, and only once the
/// venue has confirmed that, the new order is placed over what is left. So a denied replacement changes nothing, both orders are
/// never in the market at once, and a fill in between makes the new order smaller.
/// </summary>
internal sealed class OrderReplacement(
    OrderStore store,
    OrderQueries queries,
    OrderGate gate,
    OrderUpdates updates,
    OrderCancellation cancellation,
    OrderSubmission submission,
    OrderExecutionMetrics metrics,
    TimeProvider time,
    ILogger<OrderReplacement> logger)
{
    // Replacements of one order take turns, so that it gets one successor. Orders that share a stripe wait for each other too.
    private readonly SemaphoreSlim[] _turns = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1))];

    /// <summary>Null when there is no such order.</summary>
    /// <param name="clientOrderId">Id of the new order; null makes one of the original's.</param>
    /// <param name="quantity">New total quantity, what is filled already included; null keeps it.</param>
    public async Task<ReplaceResult?> ReplaceAsync(
        Guid id, string? clientOrderId, decimal? quantity, decimal? price, decimal? stopPrice, CancellationToken cancellationToken)
    {
        var turn = _turns[(uint)id.GetHashCode() % _turns.Length];
        await turn.WaitAsync(cancellationToken);
        try
        {
            return await queries.FindAsync(id, cancellationToken) is { } order
                ? await ReplaceAsync(order, Request(order, clientOrderId, quantity, price, stopPrice), cancellationToken)
                : null;
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<ReplaceResult> ReplaceAsync(Order order, OrderRequest request, CancellationToken cancellationToken)
    {
        using var span = OrderActivity.Enter("order replace");
        if (OrderRequestRules.Errors(request) is { Count: > 0 } errors)
        {
            return new ReplaceResult(order, new SubmitResult(null, StoredOrderKind.Conflict, errors));
        }

        // Asked for before: the answer is the order that took the place then.
        if (await store.FindByKeysAsync([request.ClientOrderId], request.Hash(), cancellationToken) is { } known)
        {
            return new ReplaceResult(order, new SubmitResult(known.Order, known.Kind));
        }

        if ((Refusal(order.Status) ?? (request.Quantity <= order.FilledQuantity ? "quantityFilled" : null)) is { } refused)
        {
            return new ReplaceResult(order, Refused: refused);
        }

        RiskApproved<Order>? approved = null;
        var draft = gate.Draft(request with { Quantity = request.Quantity - order.FilledQuantity });
        if ((gate.WouldExecuteAtOnce(draft) ?? gate.Check(draft, draft.CreatedAt, out approved)) is { } denial)
        {
            metrics.Refused(denial.Rule);
            OrderExecutionLog.ReplacementDenied(logger, order.ClientOrderId, denial.Rule, denial.Reason);
            return new ReplaceResult(order, Denied: denial);
        }

        var executed = false;
        try
        {
            var (cancelled, asked) = await CancelAsync(order);
            if ((asked && cancelled.Status == OrderStatus.Cancelled ? null : Refusal(cancelled.Status) ?? "cancelRefused") is { } failed)
            {
                return new ReplaceResult(cancelled, Refused: failed);
            }

            if (request.Quantity <= cancelled.FilledQuantity)
            {
                return new ReplaceResult(cancelled, Refused: "quantityFilled");
            }

            executed = true;
            var left = RiskGate.Reduce(approved!, request.Quantity - cancelled.FilledQuantity, time.GetUtcNow().UtcDateTime);
            return new ReplaceResult(
                cancelled,
                await submission.ExecuteAsync(left, [request.ClientOrderId], request.Hash(), time.GetTimestamp(), CancellationToken.None));
        }
        finally
        {
            if (!executed)
            {
                gate.Release(draft);
            }
        }
    }

    // A cancel that another request asked for leaves no room for a successor. From here on the request is not given up: half a replacement
    // loses the order.
    private async Task<(Order After, bool Asked)> CancelAsync(Order order)
    {
        var asked = false;
        var requested = await updates.StepAsync(
            order,
            (current, at, trace) =>
            {
                var transition = Refusal(current.Status) is null
                    ? OrderMachine.RequestCancel(current, at, trace)
                    : OrderTransition.Refused(TransitionRefusal.NotAllowed);
                asked = transition.IsChange;
                return transition;
            },
            CancellationToken.None);
        return asked ? (await cancellation.FinishAsync(requested, CancellationToken.None), true) : (requested, false);
    }

    private static string? Refusal(OrderStatus status) => status switch
    {
        OrderStatus.Accepted or OrderStatus.PartiallyFilled => null,
        OrderStatus.PendingNew or OrderStatus.Unknown => "orderPending",
        OrderStatus.PendingCancel => "cancelPending",
        _ => "orderFinal",
    };

    private static OrderRequest Request(Order order, string? clientOrderId, decimal? quantity, decimal? price, decimal? stopPrice) =>
        new(order)
        {
            ClientOrderId = clientOrderId ?? ClientOrderIds.Successor(order),
            Quantity = quantity ?? order.Quantity,
            Price = price ?? order.Price,
            StopPrice = stopPrice ?? order.StopPrice,
            Replaces = order.Id,
        };
}
