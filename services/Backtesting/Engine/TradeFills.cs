using Trading.Contracts;
using Trading.Strategies;

namespace Trading.Backtesting.Engine;

/// <summary>
/// What public trades fill. A market order fills at the first trade after it became active; a limit fills only when a trade goes through
/// its price, or when the queue before it is consumed where the book is known; a stop is triggered by a trade.
/// </summary>
internal static class TradeFills
{
    public static void Take(Booking booking, EngineMarket market, in Trade trade, FillCosts costs)
    {
        var orders = booking.Eligible(market);
        for (var i = 0; i < orders.Count; i++)
        {
            var order = orders[i];
            if (order.ActiveAt <= trade.ExchangeTime && !order.Missed && market.Working.Contains(order))
            {
                Take(booking, market, order, trade, costs);
            }
        }
    }

    /// <summary>Shows the orders of a bar the trades that came before it and after its close.</summary>
    public static void TakeRecent(Booking booking, EngineMarket market, FillCosts costs)
    {
        foreach (var order in booking.Eligible(market).ToArray())
        {
            if (market.Recent.LastTime < order.ActiveAt)
            {
                continue;
            }

            var index = market.Recent.IndexFrom(order.ActiveAt);
            order.Missed = index < 0 && order.Kind == OrderKind.Market;
            for (; index >= 0 && index < market.Recent.Count && market.Working.Contains(order); index++)
            {
                Take(booking, market, order, market.Recent[index], costs);
            }
        }
    }

    private static void Take(Booking booking, EngineMarket market, WorkingOrder order, in Trade trade, FillCosts costs)
    {
        var taker = costs.TakerPrice(order.Side, trade.Price);
        switch (order.Kind)
        {
            case OrderKind.Market when market.Depth is null && market.CurrentTop is null:
                booking.Fill(market, order, taker, trade.Price, Liquidity.Taker, trade.ExchangeTime, FillRule.NextTrade);
                break;
            case OrderKind.Market:
                BookFills.Walk(booking, market, order, trade.ExchangeTime, costs);
                break;
            case OrderKind.TrailingStop when !Prices.IsStopped(order, trade.Price):
                Prices.Trail(order, trade.Price);
                break;
            case OrderKind.Stop or OrderKind.TrailingStop when Prices.IsStopped(order, trade.Price):
            case OrderKind.TakeProfit when Prices.IsReached(order, trade.Price):
                booking.Fill(market, order, taker, trade.Price, Liquidity.Taker, trade.ExchangeTime, FillRule.TradeStop);
                break;
            case OrderKind.StopLimit when !order.Triggered:
                order.Triggered = Prices.IsStopped(order, trade.Price);
                break;
            case OrderKind.Limit or OrderKind.StopLimit:
                Limit(booking, market, order, trade, taker);
                break;
        }
    }

    private static void Limit(Booking booking, EngineMarket market, WorkingOrder order, in Trade trade, decimal taker)
    {
        var isThrough = Prices.IsThrough(order, trade.Price);
        if (!order.Resting && isThrough)
        {
            if (order.TimeInForce == TimeInForce.Gtx)
            {
                booking.End(market, order, OrderEnd.Expired);
                return;
            }

            booking.Fill(
                market, order, Prices.Bounded(order, taker), trade.Price, Liquidity.Taker, trade.ExchangeTime, FillRule.NextTrade);
        }
        else if (isThrough)
        {
            booking.Fill(
                market, order, order.Price!.Value, trade.Price, Liquidity.Maker, trade.ExchangeTime, FillRule.TradeThrough);
        }
        else if (order.TimeInForce is TimeInForce.Ioc or TimeInForce.Fok)
        {
            booking.End(market, order, OrderEnd.Expired);
        }
        else
        {
            order.Resting = true;
            if (trade.Price == order.Price && trade.Side != order.Side)
            {
                BookFills.ConsumeQueue(booking, market, order, trade);
            }
        }
    }
}
