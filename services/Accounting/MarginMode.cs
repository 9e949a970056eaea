namespace Trading.Accounting;

public enum MarginMode : byte
{
    /// <summary>Positions are paid in full: cash is what is left.</summary>
    Spot = 0,

    /// <summary>All positions share one wallet as collateral: cash is the wallet balance.</summary>
    CrossMargin = 1,
}
