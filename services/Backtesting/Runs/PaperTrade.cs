using Trading.Contracts;
using Trading.Strategies;

namespace Trading.Backtesting.Runs;

/// <summary>A fill on paper or in a backtest.</summary>
/// <param name="Id">The order's id, with its number where the order filled in parts.</param>
/// <param name="Price">Quote currency, slippage included.</param>
/// <param name="RealizedPnl">Quote currency, of what it closed, before fees and funding.</param>
/// <param name="Time">UTC exchange time of the trade, or open time of the bar, that filled it.</param>
/// <param name="Rule">Rule of the fill model; null in trades stored before it was kept.</param>
/// <param name="DecisionPrice">Price of the market when the order was asked for; null in older trades.</param>
/// <param name="MarketPrice">Price of the market when it filled, without slippage; null in older trades.</param>
/// <param name="Tag">The strategy's own word for the order.</param>
public sealed record PaperTrade(
    string Id,
    string Symbol,
    Side Side,
    decimal Price,
    decimal Quantity,
    decimal Fee,
    decimal RealizedPnl,
    DateTime Time,
    string? TraceId,
    FillRule? Rule = null,
    Liquidity? Liquidity = null,
    decimal? DecisionPrice = null,
    decimal? MarketPrice = null,
    string? Tag = null)
{
    /// <summary>
    /// What the fill was worse than the price at the decision, quote currency by base unit: by the delay until it filled.
    /// </summary>
    public decimal? DelayCost => Sign * (MarketPrice - DecisionPrice);

    /// <summary>What the fill was worse than the market at that moment: spread, depth and slippage.</summary>
    public decimal? ExecutionCost => Sign * (Price - MarketPrice);

    private int Sign => Side == Side.Buy ? 1 : -1;

    public static PaperTrade Of(in OrderFill fill) => new(
        fill.Order.Parts == 1 ? fill.Order.Id : FormattableString.Invariant($"{fill.Order.Id}-{fill.Order.Parts}"),
        fill.Order.Symbol, fill.Order.Side, fill.Price, fill.Quantity, fill.Fee, fill.RealizedPnl, fill.Time, fill.Order.TraceId, fill.Rule,
        fill.Liquidity, fill.Order.DecisionPrice, fill.MarketPrice, fill.Order.Tag);
}
