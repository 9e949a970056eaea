namespace Trading.Contracts;

/// <summary>Side of an order, of a fill, or of a trade's aggressor (the taker).</summary>
public enum Side : byte
{
    Buy = 0,
    Sell = 1,
}
