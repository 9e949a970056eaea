using Trading.Contracts;
using Trading.Strategies;

namespace Trading.Backtesting.Engine;

/// <summary>How a price stands to an order.</summary>
internal static class Prices
{
    /// <summary>Whether a price is at the stop or beyond it, against the order.</summary>
    public static bool IsStopped(WorkingOrder order, decimal price) =>
        order.StopPrice is { } stop && (order.Side == Side.Buy ? price >= stop : price <= stop);

    /// <summary>Whether a price is at the target of a take-profit or beyond it, in favour.</summary>
    public static bool IsReached(WorkingOrder order, decimal price) =>
        order.StopPrice is { } target && (order.Side == Side.Buy ? price <= target : price >= target);

    /// <summary>Whether a price is better than the limit: at the limit itself others may have been before.</summary>
    public static bool IsThrough(WorkingOrder order, decimal price) =>
        order.Price is { } limit && (order.Side == Side.Buy ? price < limit : price > limit);

    /// <summary>A taker's price, never worse than the limit.</summary>
    public static decimal Bounded(WorkingOrder order, decimal price) => order.Price is not { } limit
        ? price
        : order.Side == Side.Buy ? Math.Min(price, limit) : Math.Max(price, limit);

    /// <summary>Moves a trailing stop after a price in its favour; it never moves back.</summary>
    public static void Trail(WorkingOrder order, decimal best)
    {
        var distance = order.TrailingFraction!.Value;
        var stop = decimal.Round(best * (order.Side == Side.Buy ? 1 + distance : 1 - distance), 8);
        if (order.StopPrice is not { } before || (order.Side == Side.Buy ? stop < before : stop > before))
        {
            order.StopPrice = stop;
        }
    }
}
