using Trading.Contracts;
using Trading.OrderExecution.Domain;

namespace Trading.OrderExecution.Risk;

/// <summary>Which open orders a halt cancels. Pure.</summary>
internal static class HaltPolicy
{
    public static IReadOnlyList<Order> ToCancel(CancelOpen policy, IReadOnlyList<Order> open, IReadOnlyList<Position> positions)
    {
        if (policy != CancelOpen.Increasing)
        {
            return policy == CancelOpen.All ? open : [];
        }

        // Orders that each reduce may together turn the position round: the oldest are kept as long as they fit.
        var left = positions.ToDictionary(position => (position.Account, position.Venue, position.Symbol), position => position.Quantity);
        return [.. open.OrderBy(order => order.CreatedAt).ThenBy(order => order.Id).Where(order => !Reduces(order, left))];
    }

    private static bool Reduces(Order order, Dictionary<(string Account, string Venue, string Symbol), decimal> left)
    {
        var key = (order.Account, order.Venue, order.Symbol);
        var position = left.GetValueOrDefault(key);
        if (Math.Sign(position) != (order.Side == Side.Sell ? 1 : -1) || order.RemainingQuantity > Math.Abs(position))
        {
            return false;
        }

        left[key] = position + (order.Side == Side.Buy ? order.RemainingQuantity : -order.RemainingQuantity);
        return true;
    }
}
