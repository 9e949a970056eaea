using Trading.Contracts;
using Trading.Strategies;

namespace Trading.Backtesting.Engine;

/// <summary>
/// What a known book fills. A market order walks the levels as they stood when it became active, and fills in parts; a limit joins its
/// level behind the quantity that is shown there, and fills when that was traded. What is cancelled in a level is taken to stand behind the
/// order, until less is shown than was before it.
/// </summary>
internal static class BookFills
{
    /// <summary>Comes before a change of the book: fills what became active in the meantime from the book before it.</summary>
    public static void Take(Booking booking, EngineMarket market, DateTime time, FillCosts costs)
    {
        if (market.Working.Count == 0 || market.Depth is null && market.CurrentTop is null)
        {
            return;
        }

        var orders = booking.Eligible(market);
        for (var i = 0; i < orders.Count; i++)
        {
            var order = orders[i];
            if (order.ActiveAt > time || !market.Working.Contains(order))
            {
                continue;
            }

            if (order.Kind == OrderKind.Market)
            {
                Walk(booking, market, order, time, costs);
            }
            else if (order.Kind == OrderKind.Limit && !order.Resting)
            {
                Place(booking, market, order, time, costs);
            }
        }
    }

    /// <summary>
    /// Fills an order level by level; what the known levels do not hold fills at the last one, made worse by the slippage.
    /// </summary>
    public static void Walk(Booking booking, EngineMarket market, WorkingOrder order, DateTime time, FillCosts costs)
    {
        if (Best(market, order.Side) is not { } best)
        {
            return;
        }

        var last = best;
        if (market.Depth is { } depth)
        {
            var levels = depth.Against(order.Side);
            for (var i = levels.Count - 1; i >= 0 && market.Working.Contains(order) && !IsBeyond(order, levels[i].Price); i--)
            {
                last = levels[i].Price;
                booking.Fill(market, order, last, best, Liquidity.Taker, time, FillRule.BookWalk, Sizing.Cut(market, levels[i].Quantity));
            }
        }
        else
        {
            var top = market.CurrentTop!.Value;
            var shown = Sizing.Cut(market, order.Side == Side.Buy ? top.AskQuantity : top.BidQuantity);
            booking.Fill(market, order, best, best, Liquidity.Taker, time, FillRule.BookWalk, shown);
        }

        if (order.Kind == OrderKind.Market && market.Working.Contains(order))
        {
            booking.Fill(market, order, costs.TakerPrice(order.Side, last), best, Liquidity.Taker, time, FillRule.BookWalk);
        }
    }

    /// <summary>A trade at the order's own price: the queue before it is served first, then the order, up to what was traded.</summary>
    public static void ConsumeQueue(Booking booking, EngineMarket market, WorkingOrder order, in Trade trade)
    {
        if (order.QueueAhead is not { } ahead)
        {
            return;
        }

        order.QueueAhead = Math.Max(0, ahead - trade.Quantity);
        if (Sizing.Cut(market, trade.Quantity - ahead) is var left and > 0)
        {
            booking.Fill(
                market, order, order.Price!.Value, trade.Price, Liquidity.Maker, trade.ExchangeTime, FillRule.Queue, left);
        }
    }

    /// <summary>Comes after a change of the book: no more can stand before an order than its level shows.</summary>
    public static void ShrinkQueues(EngineMarket market)
    {
        foreach (var order in market.Working)
        {
            if (order.QueueAhead > 0)
            {
                order.QueueAhead = Math.Min(order.QueueAhead.Value, market.Depth!.QuantityAt(order.Side, order.Price!.Value));
            }
        }
    }

    private static void Place(Booking booking, EngineMarket market, WorkingOrder order, DateTime time, FillCosts costs)
    {
        var takes = Best(market, order.Side) is { } best && !IsBeyond(order, best);
        if (takes && order.TimeInForce == TimeInForce.Gtx)
        {
            booking.End(market, order, OrderEnd.Expired);
            return;
        }

        if (takes && order.TimeInForce == TimeInForce.Fok && Available(market, order) < order.Remaining)
        {
            booking.End(market, order, OrderEnd.Expired);
            return;
        }

        if (takes)
        {
            Walk(booking, market, order, time, costs);
        }

        if (!market.Working.Contains(order))
        {
            return;
        }

        if (order.TimeInForce is TimeInForce.Ioc or TimeInForce.Fok)
        {
            booking.End(market, order, OrderEnd.Expired);
            return;
        }

        order.Resting = true;
        order.QueueAhead = market.Depth?.QuantityAt(order.Side, order.Price!.Value);
    }

    private static decimal Available(EngineMarket market, WorkingOrder order) => market.Depth is { } depth
        ? depth.Against(order.Side).Where(level => !IsBeyond(order, level.Price)).Sum(level => level.Quantity)
        : order.Side == Side.Buy ? market.CurrentTop!.Value.AskQuantity : market.CurrentTop!.Value.BidQuantity;

    private static decimal? Best(EngineMarket market, Side side)
    {
        if (market.Depth?.Against(side) is { Count: > 0 } levels)
        {
            return levels[^1].Price;
        }

        return market.CurrentTop is { } top ? side == Side.Buy ? top.Ask : top.Bid : null;
    }

    private static bool IsBeyond(WorkingOrder order, decimal price) =>
        order.Price is { } limit && (order.Side == Side.Buy ? price > limit : price < limit);
}
