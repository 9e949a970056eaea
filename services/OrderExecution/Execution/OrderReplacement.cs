using Trading.Contracts;
using Trading.OrderExecution.Domain;
using Trading.OrderExecution.Storage;

namespace Trading.OrderExecution.Execution;

/// <summary>
/// Replaces an order: cancels it, and only once the venue has confirmed the cancel places a new one over what is left. Never
/// both at once, so never more than was asked for; a fill in between makes the new order smaller.
/// </summary>
public sealed class OrderReplacement(OrderStore store, OrderCancellation cancellation, OrderSubmission submission)
{
    /// <param name="quantity">New total quantity, what is filled already included; null keeps it.</param>
    public async Task<ReplaceResult> ReplaceAsync(
        Order order, string clientOrderId, decimal? quantity, decimal? price, decimal? stopPrice, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        var total = quantity ?? order.Quantity;
        OrderRequest Request(decimal left) => new(
            clientOrderId,
            order.Account,
            order.Symbol,
            order.Side,
            order.Type,
            order.TimeInForce,
            left,
            price ?? order.Price,
            stopPrice ?? order.StopPrice,
            order.ReduceOnly,
            order.Route,
            order.Strategy,
            order.Id);

        // Asked for before: the answer is the order that took the place then.
        if (order.Status == OrderStatus.Cancelled
            && await store.FindByKeysAsync([clientOrderId], Request(total - order.FilledQuantity).Hash(), cancellationToken) is { } known)
        {
            return new ReplaceResult(order, new SubmitResult(known.Order, known.Kind), null);
        }

        if (order.IsFinal)
        {
            return new ReplaceResult(order, null, "orderFinal");
        }

        if (OrderRequestRules.Errors(Request(total)) is { Count: > 0 } errors)
        {
            return new ReplaceResult(order, new SubmitResult(null, StoredOrderKind.Conflict, errors), null);
        }

        if (total <= order.FilledQuantity)
        {
            return new ReplaceResult(order, null, "quantityFilled");
        }

        var cancelled = await cancellation.CancelAsync(order, cancellationToken);
        if (cancelled.Status != OrderStatus.Cancelled)
        {
            return new ReplaceResult(cancelled, null, cancelled.IsFinal ? "orderFinal" : "cancelPending");
        }

        var left = total - cancelled.FilledQuantity;
        return left <= 0
            ? new ReplaceResult(cancelled, null, "quantityFilled")
            : new ReplaceResult(cancelled, await submission.SubmitAsync(Request(left), idempotencyKey: null, cancellationToken), null);
    }
}
