using Trading.Contracts;
using Trading.Exchanges.Orders;

namespace Trading.OrderExecution.Domain;

/// <summary>Brings an order to the state that its venue states. Repeated, late and reordered news change nothing twice.</summary>
internal static class OrderSync
{
    /// <summary>True when the venue knows of fills that neither we nor <paramref name="news"/> have: ask for them first.</summary>
    public static bool NeedsFills(Order order, VenueOrder news)
    {
        return news.ExecutedQuantity > order.FilledQuantity && news.ExecutedQuantity > news.Fills.Sum(fill => fill.Quantity);
    }

    /// <param name="isKnown">Whether a fill id has been taken before.</param>
    public static void Apply(OrderChange change, VenueOrder news, Func<string, bool> isKnown, DateTime at, string? traceId)
    {
        change.StatedAt(news.UpdatedAt);
        if (change.Order.Status is OrderStatus.PendingNew or OrderStatus.Unknown && news.Status != VenueOrderStatus.Rejected)
        {
            change.Take(OrderMachine.Accept(change.Order, news.VenueOrderId, at, traceId));
        }

        foreach (var fill in news.Fills.Where(fill => !isKnown(fill.FillId)).DistinctBy(fill => fill.FillId))
        {
            change.TakeFill(
                new Fill(fill.FillId, fill.Price, fill.Quantity, fill.Fee, fill.FeeAsset, fill.Liquidity, fill.FilledAt), at, traceId);
        }

        // An end that is reported before its fills waits for them: what was filled must not be lost from sight.
        if (change.Order.IsFinal || change.Order.FilledQuantity < news.ExecutedQuantity)
        {
            return;
        }

        switch (news.Status)
        {
            case VenueOrderStatus.Cancelled:
                change.Take(OrderMachine.Cancel(change.Order, at, traceId));
                break;
            case VenueOrderStatus.Expired:
                change.Take(OrderMachine.Expire(change.Order, "expired at the venue", at, traceId));
                break;
            case VenueOrderStatus.Rejected:
                change.Take(OrderMachine.Reject(change.Order, VenueErrorClass.Other, "rejected at the venue", at, traceId));
                break;
        }
    }
}
