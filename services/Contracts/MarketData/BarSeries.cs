namespace Trading.Contracts;

/// <summary>What price a bar is made of. Derivatives venues publish all four.</summary>
public enum BarSeries : byte
{
    /// <summary>Trades.</summary>
    Last = 0,
    Mark = 1,
    Index = 2,

    /// <summary>Premium of the perpetual over its index; a ratio that may be negative.</summary>
    Premium = 3,
}
