using Trading.Contracts;

namespace Trading.Strategies;

/// <summary>An execution of an own order.</summary>
/// <param name="Price">Quote currency, slippage included.</param>
/// <param name="Quantity">Base currency.</param>
/// <param name="Fee">Quote currency.</param>
/// <param name="RealizedPnl">Of what it closed, quote currency, before fees and funding.</param>
/// <param name="Time">UTC exchange time.</param>
/// <param name="Rule">What of the fill model filled it.</param>
/// <param name="MarketPrice">
/// What the market was at: the trade, the open, the stop, the best of the book. From the decision's price to this is what the delay cost,
/// from this to the fill's price what the spread and the depth did.
/// </param>
/// <param name="PositionAfter">Base currency; negative is short.</param>
public readonly record struct OrderFill(
    WorkingOrder Order, decimal Price, decimal Quantity, decimal Fee, decimal RealizedPnl, Liquidity Liquidity, DateTime Time,
    FillRule Rule, decimal MarketPrice, decimal PositionAfter);
