namespace Trading.Accounting;

/// <summary>What a fee is charged in.</summary>
public enum FeeAsset : byte
{
    Quote = 0,

    /// <summary>The traded asset: a buy receives less, a sell gives more.</summary>
    Base = 1,

    /// <summary>A third asset, booked at its value in quote currency.</summary>
    Other = 2,
}
