namespace Trading.Strategies;

/// <summary>
/// What an order needs beside a market order: a strategy names what it uses, so that a promotion can be refused before the first real
/// order.
/// </summary>
[Flags]
public enum OrderFeatures
{
    None = 0,
    Limit = 1,
    Stop = 2,
    TakeProfit = 4,
    TrailingStop = 8,

    /// <summary>Stop loss and take profit attached to an entry.</summary>
    Bracket = 16,

    /// <summary>Positions below 0.</summary>
    Short = 32,
}
