namespace Trading.Contracts;

/// <summary>Whether a fill took liquidity from the book or had rested in it.</summary>
public enum Liquidity : byte
{
    Maker = 0,
    Taker = 1,
}
