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
/// What the market was at: the trade, the open, the stop, the best of the book. From the decision's price to this is what the delay cost, from
/// this to the fill's price what the spread and the depth did.
/// </param>
/// <param name="PositionAfter">Base currency; negative is short.</param>
public readonly record struct OrderFill(
    WorkingOrder Order, decimal Price, decimal Quantity, decimal Fee, decimal RealizedPnl, Liquidity Liquidity, DateTime Time, FillRule Rule,
    decimal MarketPrice, decimal PositionAfter);

/// <summary>The rule of the fill model that gave a fill.</summary>
public enum FillRule : byte
{
    /// <summary>The first public trade after the order became active, made worse by the slippage.</summary>
    NextTrade = 0,

    /// <summary>The open of the first bar after the order became active, made worse by the slippage.</summary>
    NextOpen = 1,

    /// <summary>A bar reached the stop price: the stop price, made worse by the slippage.</summary>
    BarStop = 2,

    /// <summary>A bar opened beyond the stop price: the open, made worse by the slippage.</summary>
    GapStop = 3,

    /// <summary>A bar crossed the limit, not only touched it: the limit.</summary>
    BarCross = 4,

    /// <summary>A public trade reached the stop price: that trade's price, made worse by the slippage.</summary>
    TradeStop = 5,

    /// <summary>A public trade went through the limit: the limit.</summary>
    TradeThrough = 6,

    /// <summary>The queue before the order was consumed: the limit.</summary>
    Queue = 7,

    /// <summary>Walked the book from its best price on.</summary>
    BookWalk = 8,

    /// <summary>A protection closed the position.</summary>
    Protection = 9,

    /// <summary>The venue's liquidation closed the position.</summary>
    Liquidation = 10,
}
