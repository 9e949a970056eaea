namespace Trading.Strategies;

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
