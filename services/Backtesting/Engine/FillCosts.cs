using Trading.Accounting;
using Trading.Contracts;

namespace Trading.Backtesting.Engine;

/// <summary>What a fill costs.</summary>
/// <param name="Slippage">Fraction of the price by which a taker's fill is worse than the market, where no book is known.</param>
/// <param name="Latency">From a decision to the moment the order is active at the venue. Within a bar it is part of the slippage.</param>
public sealed record FillCosts(FeeSchedule Fees, decimal Slippage, TimeSpan Latency = default)
{
    /// <summary>A taker's price: the market's, made worse by the slippage, to 8 decimals.</summary>
    public decimal TakerPrice(Side side, decimal marketPrice) =>
        decimal.Round(marketPrice * (side == Side.Buy ? 1 + Slippage : 1 - Slippage), 8);
}
