using Trading.Backtesting.Runs;
using Trading.Contracts;

namespace Trading.PaperTrading.Domain;

/// <summary>A paper trade and, when its strategy was promoted, the real order beside it.</summary>
internal sealed record RecordedTrade(PaperTrade Trade, LiveOrder? Live)
{
    /// <summary>
    /// What the real order's average price is worse than the paper fill, quote currency by base unit; null before a real fill.
    /// </summary>
    public decimal? LiveDifference => Live is { FilledQuantity: > 0 } live
        ? (live.AveragePrice - Trade.Price) * (Trade.Side == Side.Buy ? 1 : -1)
        : null;
}
