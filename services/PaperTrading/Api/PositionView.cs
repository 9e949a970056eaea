using Trading.Accounting;

namespace Trading.PaperTrading.Api;

/// <summary>A position over HTTP, quote currency.</summary>
/// <param name="MarkPrice">Price of the symbol's last trade in the market: the position is valued at it.</param>
/// <param name="RealizedPnl">Profit of what was closed, before fees and funding.</param>
/// <param name="UnrealizedPnl">Profit of what is open at the mark price, before fees and funding.</param>
internal sealed record PositionView(
    string Symbol,
    decimal Quantity,
    decimal AverageEntryPrice,
    decimal MarkPrice,
    decimal Value,
    decimal RealizedPnl,
    decimal UnrealizedPnl)
{
    public static PositionView Of(Position position) => new(
        position.Symbol, position.Quantity, position.AverageEntryPrice, position.Mark, position.Value, position.RealizedPnl,
        position.UnrealizedPnl);
}
