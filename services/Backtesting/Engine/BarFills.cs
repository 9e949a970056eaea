using Trading.Contracts;
using Trading.Strategies;

namespace Trading.Backtesting.Engine;

/// <summary>
/// What a bar fills where its trades are not known. The rule is pessimistic: an order of the bar before fills at the open; inside the bar a
/// stop comes before a target, a limit must be crossed and not only touched, and what a limit opened inside the bar can be stopped in it
/// but takes no profit in it.
/// </summary>
internal static class BarFills
{
    public static void Take(Booking booking, EngineMarket market, in Bar bar, FillCosts costs)
    {
        var orders = booking.Eligible(market);
        for (var i = 0; i < orders.Count; i++)
        {
            if (IsDue(market, orders[i], bar))
            {
                AtOpen(booking, market, orders[i], bar, costs);
            }
        }

        // The trades of the bar were seen, and filled what they could.
        if (market.TradesFrom <= bar.OpenTime)
        {
            return;
        }

        Stops(booking, market, orders, 0, bar, costs);
        var opened = orders.Count;
        for (var i = 0; i < opened; i++)
        {
            if (IsDue(market, orders[i], bar))
            {
                Crossed(booking, market, orders[i], bar, costs);
            }
        }

        Stops(booking, market, orders, opened, bar, costs);
    }

    private static bool IsDue(EngineMarket market, WorkingOrder order, in Bar bar) =>
        order.DecidedAt <= bar.OpenTime && market.Working.Contains(order);

    private static void AtOpen(Booking booking, EngineMarket market, WorkingOrder order, in Bar bar, FillCosts costs)
    {
        if (market.TradesFrom <= bar.OpenTime && order.Kind != OrderKind.Market)
        {
            return;
        }

        var taker = costs.TakerPrice(order.Side, bar.Open);
        switch (order.Kind)
        {
            case OrderKind.Market:
                booking.Fill(market, order, taker, bar.Open, Liquidity.Taker, bar.OpenTime, FillRule.NextOpen);
                break;
            case OrderKind.Stop or OrderKind.TrailingStop when Prices.IsStopped(order, bar.Open):
                booking.Fill(market, order, taker, bar.Open, Liquidity.Taker, bar.OpenTime, FillRule.GapStop);
                break;
            case OrderKind.TakeProfit when Prices.IsReached(order, bar.Open):
                booking.Fill(market, order, taker, bar.Open, Liquidity.Taker, bar.OpenTime, FillRule.NextOpen);
                break;
            case OrderKind.StopLimit when !order.Triggered && Prices.IsStopped(order, bar.Open):
                order.Triggered = true;
                LimitAtOpen(booking, market, order, bar, taker);
                break;
            case OrderKind.Limit:
                LimitAtOpen(booking, market, order, bar, taker);
                break;
        }
    }

    // One that already rests is a maker's at its own price, however far the bar opens beyond it.
    private static void LimitAtOpen(Booking booking, EngineMarket market, WorkingOrder order, in Bar bar, decimal taker)
    {
        if (!Prices.IsThrough(order, bar.Open))
        {
            if (order.TimeInForce is TimeInForce.Ioc or TimeInForce.Fok)
            {
                booking.End(market, order, OrderEnd.Expired);
            }

            return;
        }

        if (order.Resting)
        {
            booking.Fill(market, order, order.Price!.Value, bar.Open, Liquidity.Maker, bar.OpenTime, FillRule.BarCross);
        }
        else if (order.TimeInForce == TimeInForce.Gtx)
        {
            booking.End(market, order, OrderEnd.Expired);
        }
        else
        {
            booking.Fill(
                market, order, Prices.Bounded(order, taker), bar.Open, Liquidity.Taker, bar.OpenTime, FillRule.NextOpen);
        }
    }

    private static void Stops(
        Booking booking, EngineMarket market, List<WorkingOrder> orders, int from, in Bar bar, FillCosts costs)
    {
        for (var i = from; i < orders.Count; i++)
        {
            var order = orders[i];
            if (!IsDue(market, order, bar) || order.Kind is not (OrderKind.Stop or OrderKind.TrailingStop or OrderKind.StopLimit))
            {
                continue;
            }

            var worst = order.Side == Side.Buy ? bar.High : bar.Low;
            if (order.Kind == OrderKind.TrailingStop && (order.StopPrice is null || !Prices.IsStopped(order, worst)))
            {
                // The close came after the best price: beyond the stop that follows it, the stop was reached on the way.
                Prices.Trail(order, order.Side == Side.Buy ? bar.Low : bar.High);
                worst = bar.Close;
            }

            if (!Prices.IsStopped(order, worst))
            {
                continue;
            }

            if (order.Kind == OrderKind.StopLimit)
            {
                order.Triggered = true;
            }
            else
            {
                var stop = order.StopPrice!.Value;
                booking.Fill(
                    market, order, costs.TakerPrice(order.Side, stop), stop, Liquidity.Taker, bar.OpenTime, FillRule.BarStop);
            }
        }
    }

    private static void Crossed(Booking booking, EngineMarket market, WorkingOrder order, in Bar bar, FillCosts costs)
    {
        var best = order.Side == Side.Buy ? bar.Low : bar.High;
        if (order.Kind == OrderKind.TakeProfit && Prices.IsReached(order, best) && best != order.StopPrice)
        {
            var stop = order.StopPrice!.Value;
            booking.Fill(market, order, costs.TakerPrice(order.Side, stop), stop, Liquidity.Taker, bar.OpenTime, FillRule.BarCross);
        }
        else if (order.Kind == OrderKind.Limit || order is { Kind: OrderKind.StopLimit, Triggered: true, Resting: true })
        {
            if (Prices.IsThrough(order, best))
            {
                var price = order.Price!.Value;
                booking.Fill(market, order, price, price, Liquidity.Maker, bar.OpenTime, FillRule.BarCross);
                return;
            }
        }

        order.Resting = order.Kind == OrderKind.Limit || order.Triggered;
    }
}
