using Trading.Accounting;
using Trading.Contracts;
using Trading.Strategies;

namespace Trading.Backtesting.Engine;

/// <summary>Books executions: account, brackets, protections, and what the strategy hears of them.</summary>
internal sealed class Booking(TradingEngine engine, Guard guard, Strategy strategy)
{
    private readonly List<WorkingOrder> _eligible = [];

    /// <summary>
    /// The orders that an event may fill: those of its beginning, and brackets that it opens. What the strategy asks for meanwhile waits.
    /// </summary>
    public List<WorkingOrder> Eligible(EngineMarket market)
    {
        _eligible.Clear();
        _eligible.AddRange(market.Working);
        return _eligible;
    }

    /// <summary>Fills an order, or as much of it as the position or the account lets it.</summary>
    /// <param name="price">What is paid, slippage included.</param>
    /// <param name="marketPrice">What the market was at.</param>
    /// <param name="quantity">At most, base currency; null: all that remains.</param>
    /// <returns>What was filled, base currency.</returns>
    public decimal Fill(
        EngineMarket market, WorkingOrder order, decimal price, decimal marketPrice, Liquidity liquidity, DateTime time, FillRule rule,
        decimal? quantity = null)
    {
        var position = engine.Account.PositionOf(market.Symbol).Quantity;
        var signed = order.Side == Side.Buy ? 1 : -1;
        var reducible = position * signed < 0 ? Math.Abs(position) : 0;
        var wanted = Math.Min(quantity ?? order.Remaining, order.Remaining);
        var isReducing = order.ReduceOnly || order.Side == Side.Sell && !market.CanSellShort;
        var allowed = isReducing ? Math.Min(wanted, reducible) : wanted;
        if (allowed > reducible)
        {
            allowed = reducible + Math.Min(allowed - reducible, Covered(market, order, price, reducible));
        }

        if (allowed <= 0)
        {
            engine.End(market, order, isReducing ? OrderEnd.NothingToReduce : OrderEnd.NotCovered);
            return 0;
        }

        var fee = engine.Setup.Costs.Fees.Of(price, allowed, liquidity);
        var realized = engine.Account.Apply(new Fill(market.Symbol, order.Side, allowed, price, fee), marketPrice);
        order.FilledQuantity += allowed;
        order.Parts++;
        engine.Fills.Add(new OrderFill(order, price, allowed, fee, realized, liquidity, time, rule, marketPrice, market.Quantity));
        var isCut = allowed < wanted;
        if (order.Remaining <= 0 || isCut)
        {
            market.Working.Remove(order);
        }

        After(market, order, allowed, position, realized - fee, time);
        strategy.OnFill(market, engine.Fills[^1]);
        if (isCut)
        {
            engine.Ended.Add((order, isReducing ? OrderEnd.NothingToReduce : OrderEnd.NotCovered));
        }

        return allowed;
    }

    public void End(EngineMarket market, WorkingOrder order, OrderEnd end) => engine.End(market, order, end);

    /// <summary>Closes the symbol's position at a price and ends its orders.</summary>
    public void Flatten(EngineMarket market, decimal price, OrderEnd end, FillRule rule)
    {
        foreach (var order in market.Working.ToArray())
        {
            engine.End(market, order, end);
        }

        if (market.Quantity is var quantity and not 0)
        {
            var side = quantity > 0 ? Side.Sell : Side.Buy;
            var exit = engine.Make(market, side, OrderKind.Market, Math.Abs(quantity), reduceOnly: true, tag: Tag(rule));
            Fill(market, exit, engine.Setup.Costs.TakerPrice(side, price), price, Liquidity.Taker, engine.Now, rule);
        }
    }

    private static string Tag(FillRule rule) => rule == FillRule.Liquidation ? "liquidation" : "protection";

    // On spot the free cash pays for it, on derivatives the free margin times the leverage.
    private decimal Covered(EngineMarket market, WorkingOrder order, decimal price, decimal reducible)
    {
        if (!guard.MayOpen(market, reducible))
        {
            return 0;
        }

        var unit = price * (1 + engine.Setup.Costs.Fees.Taker);
        return Sizing.Cut(market, engine.BuyingPower / unit);
    }

    private void After(EngineMarket market, WorkingOrder order, decimal quantity, decimal before, decimal result, DateTime time)
    {
        var after = market.Quantity;
        if (order.Bracket is not null)
        {
            ReduceSiblings(market, order, quantity);
        }

        if (Math.Abs(after) < Math.Abs(before) || after * before < 0)
        {
            guard.OnReduced(market, result, time);
        }

        if (before == 0 || after * before <= 0)
        {
            market.OpenedAt = after == 0 ? null : time;
        }

        if (after == 0 || after * before < 0)
        {
            foreach (var stale in market.Working.Where(each => each.ReduceOnly).ToList())
            {
                engine.End(market, stale, OrderEnd.NothingToReduce);
            }
        }

        if (after * (order.Side == Side.Buy ? 1 : -1) > 0 && !order.ReduceOnly)
        {
            Attach(market, order, OrderKind.Stop, order.StopLoss, quantity);
            Attach(market, order, OrderKind.Limit, order.TakeProfit, quantity);
            if (guard.StopFor(market) is { } stop)
            {
                Attach(market, order, OrderKind.Stop, stop, quantity);
            }
        }
    }

    private void Attach(EngineMarket market, WorkingOrder entry, OrderKind kind, decimal? price, decimal quantity)
    {
        if (price is not { } level)
        {
            return;
        }

        var child = market.Working.Find(each => each.Bracket == entry.Id && each.Kind == kind && (each.StopPrice ?? each.Price) == level);
        if (child is not null)
        {
            child.Quantity += quantity;
            return;
        }

        child = engine.Make(
            market, entry.Side == Side.Buy ? Side.Sell : Side.Buy, kind, quantity, reduceOnly: true,
            tag: kind == OrderKind.Stop ? "stop-loss" : "take-profit",
            price: kind == OrderKind.Limit ? level : null, stopPrice: kind == OrderKind.Stop ? level : null, bracket: entry.Id);
        _eligible.Add(child);
    }

    private void ReduceSiblings(EngineMarket market, WorkingOrder order, decimal quantity)
    {
        foreach (var sibling in market.Working.Where(each => each.Bracket == order.Bracket && each != order).ToList())
        {
            sibling.Quantity -= quantity;
            if (sibling.Remaining <= 0)
            {
                engine.End(market, sibling, OrderEnd.BracketDone);
            }
        }
    }
}
