using Trading.Contracts;

namespace Trading.OrderExecution.Domain;

/// <summary>
/// Which state may follow which, apart from fills: a fill is money that has moved, so it is taken in every state but
/// <see cref="OrderStatus.Denied"/> (see <see cref="OrderMachine.Fill"/>).
/// </summary>
internal static class OrderStates
{
    public static bool IsFinal(OrderStatus status) => status
        is OrderStatus.Filled or OrderStatus.Cancelled or OrderStatus.Denied or OrderStatus.Rejected or OrderStatus.Expired;

    public static bool Allows(OrderStatus from, OrderStatus to) => from switch
    {
        // Denied from here is an order that was stopped between the store and the venue.
        OrderStatus.PendingNew =>
            to is OrderStatus.Accepted or OrderStatus.Denied or OrderStatus.Rejected or OrderStatus.Expired or OrderStatus.Cancelled
            or OrderStatus.Unknown,
        OrderStatus.Unknown => to is OrderStatus.Accepted or OrderStatus.Rejected or OrderStatus.Expired or OrderStatus.Cancelled,
        OrderStatus.Accepted => to is OrderStatus.PendingCancel or OrderStatus.Cancelled or OrderStatus.Expired or OrderStatus.Rejected,
        OrderStatus.PartiallyFilled => to is OrderStatus.PendingCancel or OrderStatus.Cancelled or OrderStatus.Expired,

        // Back to accepted or partially filled when the venue refuses the cancel and the order is still open.
        OrderStatus.PendingCancel =>
            to is OrderStatus.Cancelled or OrderStatus.Expired or OrderStatus.Accepted or OrderStatus.PartiallyFilled,
        _ => false,
    };
}
