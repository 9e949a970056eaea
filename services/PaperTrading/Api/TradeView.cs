using Trading.Contracts;
using Trading.PaperTrading.Domain;
using Trading.Strategies;

namespace Trading.PaperTrading.Api;

/// <summary>A paper trade over HTTP with the real order that its intent became, if it did.</summary>
/// <param name="RealizedPnl">Profit of what it closed, before fees and funding.</param>
/// <param name="Rule">Rule of the fill model that filled it; null in trades stored before it was kept, as the next four.</param>
/// <param name="DecisionPrice">Price of the market when the order was asked for.</param>
/// <param name="MarketPrice">Price of the market when it filled, without slippage.</param>
/// <param name="DelayCost">What the price moved against it until it filled, quote currency by base unit.</param>
/// <param name="ExecutionCost">What spread, depth and slippage cost, quote currency by base unit.</param>
/// <param name="LiveDifference">What the real fill was worse than the paper fill, quote currency by base unit; null without one.</param>
/// <param name="Tag">The strategy's own word for the order.</param>
internal sealed record TradeView(
    string Id,
    string Symbol,
    Side Side,
    decimal Price,
    decimal Quantity,
    decimal Fee,
    decimal RealizedPnl,
    DateTime Time,
    string? TraceId,
    LiveOrder? Live,
    FillRule? Rule,
    Liquidity? Liquidity,
    decimal? DecisionPrice,
    decimal? MarketPrice,
    decimal? DelayCost,
    decimal? ExecutionCost,
    decimal? LiveDifference,
    string? Tag)
{
    public static TradeView Of(RecordedTrade recorded)
    {
        var trade = recorded.Trade;
        return new TradeView(
            trade.Id, trade.Symbol, trade.Side, trade.Price, trade.Quantity, trade.Fee, trade.RealizedPnl, trade.Time, trade.TraceId,
            recorded.Live, trade.Rule, trade.Liquidity, trade.DecisionPrice, trade.MarketPrice, trade.DelayCost, trade.ExecutionCost,
            recorded.LiveDifference, trade.Tag);
    }
}
