using Trading.Contracts;
using Trading.Strategies;

namespace Trading.Backtesting.Engine;

/// <content>Orders: how they are made, how they end, and what a former process left of them.</content>
public sealed partial class TradingEngine
{
    internal WorkingOrder? Submit(EngineMarket market, OrderRequest request)
    {
        if (request.Problem() is { } problem)
        {
            throw new ArgumentException($"{market.Symbol}: {problem}");
        }

        var (side, quantity) = Sizing.Of(this, market, request);
        if (!_decides || quantity <= 0 || _guard.Refuses(market, side, request.ReduceOnly))
        {
            return null;
        }

        var order = Make(
            market, side, request.Kind, quantity, request.ReduceOnly, request.Tag, request.Price, request.StopPrice, bracket: null,
            request);
        return order;
    }

    /// <summary>Makes an order that works from the present event on.</summary>
    internal WorkingOrder Make(
        EngineMarket market,
        Side side,
        OrderKind kind,
        decimal quantity,
        bool reduceOnly,
        string? tag,
        decimal? price = null,
        decimal? stopPrice = null,
        string? bracket = null,
        OrderRequest? request = null)
    {
        var order = new WorkingOrder
        {
            Id = OrderIds.For(Setup.RunId, market.Symbol, _now, _orders++),
            Symbol = market.Symbol,
            Side = side,
            Kind = kind,
            Quantity = quantity,
            Price = price,
            StopPrice = stopPrice,
            TrailingFraction = request?.TrailingFraction,
            TimeInForce = request?.TimeInForce ?? TimeInForce.Gtc,
            ReduceOnly = reduceOnly,
            StopLoss = request?.StopLoss,
            TakeProfit = request?.TakeProfit,
            Tag = tag,
            Bracket = bracket,
            DecisionPrice = market.LastPrice,
            DecidedAt = _now,
            ActiveAt = _now + Setup.Costs.Latency,
            TraceId = _traceId,
        };
        market.Working.Add(order);
        Submitted.Add(order);
        return order;
    }

    internal void End(EngineMarket market, WorkingOrder order, OrderEnd end)
    {
        market.Working.Remove(order);
        Ended.Add((order, end));
        _strategy.OnOrderEnded(market, order, end);
    }

    private static DateTime? TimeOf(IReadOnlyDictionary<string, DateTime>? times, string symbol) =>
        times is not null && times.TryGetValue(symbol, out var time) ? time : null;

    private void Restore(EngineState state)
    {
        _orders = state.OrderCount;
        _guard.Restore(state);
        foreach (var order in state.Orders)
        {
            if (IndexOf(order.Symbol) is var index and >= 0)
            {
                _markets[index].Working.Add(order);
            }
        }

        foreach (var market in _markets)
        {
            market.CoolUntil = TimeOf(state.CoolUntil, market.Symbol);
            market.OpenedAt = TimeOf(state.OpenedAt, market.Symbol);
            market.SetPrice(Account.PositionOf(market.Symbol).Mark);
        }
    }
}
