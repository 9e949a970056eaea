namespace Trading.MarketData.Windows;

/// <summary>What stands where an interval had no trade.</summary>
internal enum FillStrategy
{
    /// <summary>Nothing: the bar is absent.</summary>
    None = 0,

    /// <summary>The last close as open, high, low and close.</summary>
    Forward,

    /// <summary>Prices on the straight line from the last close to the next open.</summary>
    Linear,

    /// <summary>All zeros.</summary>
    Zero,
}
