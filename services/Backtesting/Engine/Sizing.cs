using Trading.Contracts;
using Trading.Strategies;

namespace Trading.Backtesting.Engine;

/// <summary>Turns a size into a side and a quantity at the price that is known when the order is asked for.</summary>
internal static class Sizing
{
    /// <summary>The quantity, cut to the symbol's step: 0 when nothing is to be traded.</summary>
    public static (Side Side, decimal Quantity) Of(TradingEngine engine, EngineMarket market, OrderRequest request)
    {
        var price = request.Price ?? request.StopPrice ?? market.LastPrice;
        var (size, side) = (request.Size, request.Side);
        switch (size.Kind)
        {
            case SizeKind.Quantity:
                return (side, Cut(market, size.Value));
            case SizeKind.Amount:
                return (side, Affordable(engine, market, size.Value, price));
            case SizeKind.CashFraction:
                return (side, Affordable(engine, market, engine.Cash * size.Value, price));
            case SizeKind.EquityFraction:
                return (side, Affordable(engine, market, engine.Equity * size.Value, price));
            case SizeKind.Risk:
                var distance = Math.Abs(price - size.StopPrice);
                return (side, distance == 0 ? 0 : Cut(market, engine.Equity * size.Value / distance));
            default:
                if (price <= 0)
                {
                    return (side, 0);
                }

                // A weight of the whole equity leaves room for the costs.
                var wanted = decimal.Sign(size.Value) * Affordable(engine, market, engine.Equity * Math.Abs(size.Value), price);
                var difference = wanted - market.Quantity;
                return (difference > 0 ? Side.Buy : Side.Sell, Cut(market, Math.Abs(difference)));
        }
    }

    /// <summary>The largest quantity that an amount of quote currency pays for at a price, slippage and fee included.</summary>
    public static decimal Affordable(TradingEngine engine, EngineMarket market, decimal amount, decimal price)
    {
        var costs = engine.Setup.Costs;
        var unit = costs.TakerPrice(Side.Buy, price) * (1 + costs.Fees.Taker);
        return amount <= 0 || unit <= 0 ? 0 : Cut(market, amount / unit);
    }

    public static decimal Cut(EngineMarket market, decimal quantity) =>
        quantity <= 0 ? 0 : Math.Floor(quantity / market.Setup.QuantityStep) * market.Setup.QuantityStep;
}
