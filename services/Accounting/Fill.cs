using Trading.Contracts;

namespace Trading.Accounting;

/// <summary>One execution against an account.</summary>
/// <param name="Quantity">Base currency, above 0.</param>
/// <param name="Price">Quote currency, slippage included.</param>
/// <param name="Fee">Amount in the asset of <paramref name="FeeIn"/>.</param>
/// <param name="FeePrice">Price of a third fee asset in quote currency.</param>
/// <param name="PositionSide">Long or Short on a hedge account, Net on any other.</param>
public readonly record struct Fill(
    string Symbol,
    Side Side,
    decimal Quantity,
    decimal Price,
    decimal Fee,
    FeeAsset FeeIn = FeeAsset.Quote,
    decimal FeePrice = 0,
    PositionSide PositionSide = PositionSide.Net)
{
    /// <summary>The fee in quote currency.</summary>
    public decimal QuoteFee => FeeIn switch
    {
        FeeAsset.Base => Fee * Price,
        FeeAsset.Other => Fee * FeePrice,
        _ => Fee,
    };

    /// <summary>Base currency, negative for a sell, before any fee.</summary>
    public decimal SignedQuantity => Side == Side.Buy ? Quantity : -Quantity;

    /// <summary>What the position changes by, base currency: a fee in the base asset is taken from it.</summary>
    public decimal PositionChange => FeeIn == FeeAsset.Base ? SignedQuantity - Fee : SignedQuantity;
}
