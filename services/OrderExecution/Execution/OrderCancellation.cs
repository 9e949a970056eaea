using Trading.Contracts;
using Trading.Exchanges.Orders;
using Trading.OrderExecution.Domain;

namespace Trading.OrderExecution.Execution;

/// <summary>Cancels orders. Repeating it is harmless, so an unanswered cancel is simply asked for again by the reconciler.</summary>
internal sealed class OrderCancellation(VenueAccess access, OrderUpdates updates)
{
    /// <summary>The order afterwards: cancelled, still pending where the venue did not answer, or final by something faster.</summary>
    public async Task<Order> CancelAsync(Order order, CancellationToken cancellationToken)
    {
        using var span = OrderActivity.Enter("order cancel");
        var requested = await updates.StepAsync(order, OrderMachine.RequestCancel, cancellationToken);
        return requested.Status == OrderStatus.PendingCancel ? await FinishAsync(requested, cancellationToken) : requested;
    }

    /// <summary>Cancels an order that is pending cancel already, where it is executed.</summary>
    public Task<Order> FinishAsync(Order order, CancellationToken cancellationToken)
    {
        return order.Route == OrderRoute.Bbook
            ? updates.StepAsync(order, OrderMachine.Cancel, cancellationToken)
            : CancelAtVenueAsync(order, cancellationToken);
    }

    /// <summary>Asks the venue to cancel an order that is pending cancel already.</summary>
    public async Task<Order> CancelAtVenueAsync(Order order, CancellationToken cancellationToken)
    {
        switch (await access.Venue.CancelAsync(order.Symbol, order.ClientOrderId, cancellationToken))
        {
            case OrderOutcome.Accepted accepted:
                return await updates.TakeNewsAsync(order, accepted.Order, cancellationToken);
            case OrderOutcome.Rejected rejected:
                return await AfterRefusalAsync(order, rejected.Refusal, cancellationToken);
            default:
                return order;
        }
    }

    // "Unknown order sent" means that it is no longer open: the venue knows how it ended.
    private async Task<Order> AfterRefusalAsync(Order order, VenueRefusal refusal, CancellationToken cancellationToken)
    {
        if (await access.Venue.QueryAsync(order.Symbol, order.ClientOrderId, cancellationToken) is not OrderLookup.Found found)
        {
            return order;
        }

        var after = await updates.TakeNewsAsync(order, found.Order, cancellationToken);
        return found.Order.Status is VenueOrderStatus.Open or VenueOrderStatus.PartiallyFilled
            ? await updates.StepAsync(
                after, (current, at, trace) => OrderMachine.RefuseCancel(current, refusal.Message, at, trace), cancellationToken)
            : after;
    }
}
