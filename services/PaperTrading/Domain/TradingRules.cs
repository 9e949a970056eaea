using Trading.Contracts;

namespace Trading.PaperTrading.Domain;

/// <summary>How intents become fills.</summary>
/// <param name="Slippage">Fraction of the price by which a fill is worse than the trade that causes it.</param>
/// <param name="QuantityStep">Quantities are cut down to a multiple of this, base currency.</param>
internal sealed record TradingRules(FeeSchedule Fees, decimal Slippage, decimal QuantityStep)
{
    /// <summary>Fill price: the trade's, made worse by the slippage, to 8 decimals.</summary>
    public decimal PriceFor(Side side, decimal tradePrice) =>
        decimal.Round(tradePrice * (side == Side.Buy ? 1 + Slippage : 1 - Slippage), 8);

    /// <summary>The largest quantity that an amount of cash pays for at a price, slippage and fee included.</summary>
    public decimal Affordable(decimal cash, decimal price)
    {
        var unit = PriceFor(Side.Buy, price) * (1 + Fees.Taker);
        return cash <= 0 || unit <= 0 ? 0 : Math.Floor(cash / unit / QuantityStep) * QuantityStep;
    }
}
