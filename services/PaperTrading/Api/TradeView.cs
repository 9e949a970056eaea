using Trading.Contracts;
using Trading.PaperTrading.Domain;

namespace Trading.PaperTrading.Api;

/// <summary>A paper trade over HTTP with the real order that its intent became, if it did.</summary>
/// <param name="RealizedPnl">Profit of what it closed, before fees and funding.</param>
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
    LiveOrder? Live)
{
    public static TradeView Of(RecordedTrade recorded)
    {
        var trade = recorded.Trade;
        return new TradeView(
            trade.Id, trade.Symbol, trade.Side, trade.Price, trade.Quantity, trade.Fee, trade.RealizedPnl, trade.Time, trade.TraceId,
            recorded.Live);
    }
}
