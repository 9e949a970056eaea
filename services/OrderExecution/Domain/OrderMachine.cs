using System.Globalization;
using Trading.Contracts;

namespace Trading.OrderExecution.Domain;

/// <summary>The one place where an order changes state. Pure: time and trace are passed in.</summary>
internal static class OrderMachine
{
    public static OrderTransition Create(Order draft, DateTime at)
    {
        var order = draft with { Status = OrderStatus.PendingNew, Version = 1, CreatedAt = at, UpdatedAt = at };
        return OrderTransition.To(order, new OrderEvent(1, OrderEventKind.Created, order.Status, null, at, order.TraceId));
    }

    /// <summary>An order that a risk rule stopped: it is stored, and never sent.</summary>
    public static OrderTransition Deny(Order draft, string rule, string reason, DateTime at)
    {
        var order = draft with
        {
            Status = OrderStatus.Denied,
            Code = rule,
            Reason = reason,
            Version = 1,
            CreatedAt = at,
            UpdatedAt = at,
        };
        return OrderTransition.To(order, new OrderEvent(1, OrderEventKind.Denied, order.Status, $"{rule}: {reason}", at, order.TraceId));
    }

    /// <summary>A stored order that was stopped before it was sent: it never will be.</summary>
    public static OrderTransition DenyUnsent(Order order, string rule, string reason, DateTime at, string? traceId)
    {
        return Move(
            order with { Code = rule, Reason = reason },
            order.Status,
            OrderStatus.Denied,
            OrderEventKind.Denied,
            $"{rule}: {reason}",
            at,
            traceId);
    }

    public static OrderTransition Accept(Order order, string venueOrderId, DateTime at, string? traceId) =>
        order.Status == OrderStatus.PendingCancel
            ? OrderTransition.Refused(TransitionRefusal.NotAllowed)
            : Move(
                order with { VenueOrderId = venueOrderId },
                order.Status,
                OrderStatus.Accepted,
                OrderEventKind.Accepted,
                venueOrderId,
                at,
                traceId);

    public static OrderTransition Reject(Order order, string code, string reason, DateTime at, string? traceId) =>
        Move(
            order with { Code = code, Reason = reason },
            order.Status,
            OrderStatus.Rejected,
            OrderEventKind.Rejected,
            $"{code}: {reason}",
            at,
            traceId);

    public static OrderTransition MarkUnknown(Order order, string reason, DateTime at, string? traceId) =>
        Move(order, order.Status, OrderStatus.Unknown, OrderEventKind.OutcomeUnknown, reason, at, traceId);

    public static OrderTransition Cancel(Order order, DateTime at, string? traceId) =>
        Move(order, order.Status, OrderStatus.Cancelled, OrderEventKind.Cancelled, null, at, traceId);

    public static OrderTransition Expire(Order order, string? reason, DateTime at, string? traceId) =>
        Move(
            order with { Reason = reason ?? order.Reason }, order.Status, OrderStatus.Expired, OrderEventKind.Expired, reason, at, traceId);

    /// <summary>
    /// While the outcome of the placement is open (pendingNew, unknown) the wish is only noted: there is nothing yet that can be
    /// cancelled for sure.
    /// </summary>
    public static OrderTransition RequestCancel(Order order, DateTime at, string? traceId)
    {
        if (order.Status is OrderStatus.PendingNew or OrderStatus.Unknown)
        {
            return order.CancelRequested
                ? OrderTransition.Refused(TransitionRefusal.NotAllowed)
                : Step(
                    order with { CancelRequested = true },
                    order.Status,
                    OrderEventKind.CancelRequested,
                    "noted until the outcome is known",
                    at,
                    traceId);
        }

        return Move(
            order with { CancelRequested = true },
            order.Status,
            OrderStatus.PendingCancel,
            OrderEventKind.CancelRequested,
            null,
            at,
            traceId);
    }

    /// <summary>The venue would not cancel and the order is still open there.</summary>
    public static OrderTransition RefuseCancel(Order order, string reason, DateTime at, string? traceId)
    {
        return order.Status != OrderStatus.PendingCancel
            ? OrderTransition.Refused(TransitionRefusal.NotAllowed)
            : Move(
                order with { CancelRequested = false },
                order.Status,
                order.FilledQuantity > 0 ? OrderStatus.PartiallyFilled : OrderStatus.Accepted,
                OrderEventKind.CancelRefused,
                reason,
                at,
                traceId);
    }

    /// <summary>
    /// Takes a fill that has not been seen before (the store knows the ids). Money has moved, so a late fill is taken even after
    /// the order was thought final; only a complete fill changes such a state, and a rejection proves wrong.
    /// </summary>
    public static OrderTransition Fill(Order order, Fill fill, DateTime at, string? traceId)
    {
        if (order.Status == OrderStatus.Denied)
        {
            return OrderTransition.Refused(TransitionRefusal.NeverSent);
        }

        var filled = order.FilledQuantity + fill.Quantity;
        if (filled > order.Quantity)
        {
            return OrderTransition.Refused(TransitionRefusal.Overfill);
        }

        var status = filled == order.Quantity ? OrderStatus.Filled
            : order.Status is OrderStatus.Cancelled or OrderStatus.Expired or OrderStatus.PendingCancel ? order.Status
            : OrderStatus.PartiallyFilled;
        var next = order with { FilledQuantity = filled, FilledQuote = order.FilledQuote + fill.Price * fill.Quantity };
        var detail = string.Create(CultureInfo.InvariantCulture, $"{fill.FillId}: {fill.Quantity} at {fill.Price}");
        return Step(next, status, OrderEventKind.Filled, detail, at, traceId);
    }

    private static OrderTransition Move(
        Order next, OrderStatus from, OrderStatus to, OrderEventKind kind, string? detail, DateTime at, string? traceId) =>
        OrderStates.Allows(from, to)
            ? Step(next, to, kind, detail, at, traceId)
            : OrderTransition.Refused(TransitionRefusal.NotAllowed);

    private static OrderTransition Step(Order next, OrderStatus to, OrderEventKind kind, string? detail, DateTime at, string? traceId)
    {
        var order = next with { Status = to, Version = next.Version + 1, UpdatedAt = at };
        return OrderTransition.To(order, new OrderEvent(order.Version, kind, to, detail, at, traceId));
    }
}
