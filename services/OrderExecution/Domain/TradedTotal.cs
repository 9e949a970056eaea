using Trading.Contracts;

namespace Trading.OrderExecution.Domain;

/// <summary>What all fills in one symbol, with fees in one asset, have moved at a venue since these totals are kept.</summary>
/// <param name="BaseQuantity">Bought minus sold, base currency.</param>
/// <param name="QuoteQuantity">Received minus paid, quote currency.</param>
/// <param name="Fee">Paid, in <paramref name="FeeAsset"/>.</param>
/// <param name="Fills">Number of fills.</param>
internal sealed record TradedTotal(
    string Venue, string Symbol, string FeeAsset, decimal BaseQuantity, decimal QuoteQuantity, decimal Fee, long Fills)
{
    public static TradedTotal None(string venue, string symbol, string feeAsset) => new(venue, symbol, feeAsset, 0, 0, 0, 0);

    public TradedTotal Add(Side side, Fill fill)
    {
        var sign = side == Side.Buy ? 1 : -1;
        return this with
        {
            BaseQuantity = Decimals.Plain(BaseQuantity + (sign * fill.Quantity)),
            QuoteQuantity = Decimals.Plain(QuoteQuantity - (sign * fill.Quantity * fill.Price)),
            Fee = Decimals.Plain(Fee + fill.Fee),
            Fills = Fills + 1,
        };
    }
}
