using Trading.Contracts;

namespace Trading.OrderExecution.Domain;

/// <summary>The messages that a committed change owes to the bus, in the order of its events.</summary>
internal static class OrderMessages
{
    public static IReadOnlyList<object> Of(OrderChange change, Position? position)
    {
        var order = change.Order;
        var messages = new List<object>();
        var fills = new Queue<Fill>(change.Fills);
        var cumulative = change.Before.FilledQuantity;
        foreach (var entry in change.Events)
        {
            switch (entry.Kind)
            {
                case OrderEventKind.Accepted:
                    messages.Add(Accepted(order, entry.At));
                    break;
                case OrderEventKind.Denied:
                    messages.Add(Denied(order, entry.At));
                    break;
                case OrderEventKind.Rejected:
                    messages.Add(Rejected(order, entry.At));
                    break;
                case OrderEventKind.Filled:
                    var fill = fills.Dequeue();
                    cumulative += fill.Quantity;
                    messages.Add(Filled(order, fill, cumulative, entry.Status));
                    break;
                case OrderEventKind.Cancelled or OrderEventKind.Expired:
                    messages.Add(Cancelled(order, entry.Status, entry.Detail, entry.At));
                    break;
            }
        }

        if (position is not null)
        {
            messages.Add(Changed(position));
        }

        return messages;
    }

    /// <summary>What the messages of an order said so far, to be said again to somebody who may have missed them.</summary>
    public static IReadOnlyList<object> Again(Order order, IReadOnlyList<Fill> fills)
    {
        var messages = new List<object>();
        var cumulative = 0m;
        foreach (var fill in fills)
        {
            cumulative += fill.Quantity;
            messages.Add(Filled(order, fill, cumulative, cumulative == order.Quantity ? OrderStatus.Filled : OrderStatus.PartiallyFilled));
        }

        switch (order.Status)
        {
            case OrderStatus.Accepted:
                messages.Add(Accepted(order, order.UpdatedAt));
                break;
            case OrderStatus.Denied:
                messages.Add(Denied(order, order.UpdatedAt));
                break;
            case OrderStatus.Rejected:
                messages.Add(Rejected(order, order.UpdatedAt));
                break;
            case OrderStatus.Cancelled or OrderStatus.Expired:
                messages.Add(Cancelled(order, order.Status, order.Reason, order.UpdatedAt));
                break;
        }

        return messages;
    }

    private static OrderAccepted Accepted(Order order, DateTime at) => new()
    {
        OrderId = order.Id,
        ClientOrderId = order.ClientOrderId,
        Account = order.Account,
        Venue = order.Venue,
        Symbol = order.Symbol,
        Side = order.Side,
        Type = order.Type,
        Quantity = order.Quantity,
        Price = order.Price,
        Route = order.Route,
        VenueOrderId = order.VenueOrderId ?? string.Empty,
        AcceptedAt = at,
    };

    private static OrderDenied Denied(Order order, DateTime at) => new()
    {
        OrderId = order.Id,
        ClientOrderId = order.ClientOrderId,
        Account = order.Account,
        Venue = order.Venue,
        Symbol = order.Symbol,
        Rule = order.Code ?? string.Empty,
        Reason = order.Reason ?? string.Empty,
        DeniedAt = at,
    };

    private static OrderRejected Rejected(Order order, DateTime at) => new()
    {
        OrderId = order.Id,
        ClientOrderId = order.ClientOrderId,
        Account = order.Account,
        Venue = order.Venue,
        Symbol = order.Symbol,
        Code = order.Code ?? string.Empty,
        Reason = order.Reason ?? string.Empty,
        RejectedAt = at,
    };

    private static OrderFilled Filled(Order order, Fill fill, decimal cumulative, OrderStatus status) => new()
    {
        OrderId = order.Id,
        ClientOrderId = order.ClientOrderId,
        Account = order.Account,
        Venue = order.Venue,
        Symbol = order.Symbol,
        FillId = fill.FillId,
        Side = order.Side,
        Price = fill.Price,
        Quantity = fill.Quantity,
        CumulativeQuantity = cumulative,
        OrderQuantity = order.Quantity,
        Fee = fill.Fee,
        FeeAsset = fill.FeeAsset,
        Liquidity = fill.Liquidity,
        Status = status,
        Strategy = order.Strategy,
        FilledAt = fill.FilledAt,
    };

    private static OrderCancelled Cancelled(Order order, OrderStatus status, string? reason, DateTime at) => new()
    {
        OrderId = order.Id,
        ClientOrderId = order.ClientOrderId,
        Account = order.Account,
        Venue = order.Venue,
        Symbol = order.Symbol,
        Status = status,
        CumulativeQuantity = order.FilledQuantity,
        Reason = reason ?? "cancelled",
        CancelledAt = at,
    };

    private static PositionChanged Changed(Position position) => new()
    {
        Account = position.Account,
        Venue = position.Venue,
        Symbol = position.Symbol,
        Quantity = position.Quantity,
        AverageEntryPrice = position.AverageEntryPrice,
        RealizedPnl = position.RealizedPnl,
        Version = position.Version,
        ChangedAt = position.UpdatedAt,
    };
}
