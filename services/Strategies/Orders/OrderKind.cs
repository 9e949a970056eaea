namespace Trading.Strategies;

/// <summary>What makes an order fill.</summary>
public enum OrderKind : byte
{
    Market = 0,

    /// <summary>At its price or better.</summary>
    Limit = 1,

    /// <summary>A market order once the price has moved against it to the stop price: a buy at or above, a sell at or below.</summary>
    Stop = 2,

    /// <summary>A limit order once the stop price has traded.</summary>
    StopLimit = 3,

    /// <summary>A market order once the price has moved in favour to the stop price: a sell at or above, a buy at or below.</summary>
    TakeProfit = 4,

    /// <summary>A stop whose price follows the best price since it became active, at a distance.</summary>
    TrailingStop = 5,
}
