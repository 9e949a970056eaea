using Trading.OrderExecution.Domain;

namespace Trading.OrderExecution.Api;

/// <summary>A net position. Quantities in base currency, the rest in quote currency; what needs a price is null without one.</summary>
/// <param name="RealizedPnl">Profit of what was closed, before fees and funding.</param>
/// <param name="UnrealizedPnl">Profit of what is open at the reference price, before fees and funding.</param>
internal sealed record PositionView(
    string Account,
    string Venue,
    string Symbol,
    decimal Quantity,
    decimal AverageEntryPrice,
    decimal RealizedPnl,
    decimal? ReferencePrice,
    decimal? UnrealizedPnl,
    decimal? NetExposure,
    long Version,
    DateTime UpdatedAt)
{
    public static PositionView Of(Position position, decimal? referencePrice)
    {
        return new PositionView(
            position.Account,
            position.Venue,
            position.Symbol,
            position.Quantity,
            position.AverageEntryPrice,
            position.RealizedPnl,
            referencePrice,
            referencePrice is { } price ? Decimals.Plain(position.UnrealizedPnl(price)) : null,
            Decimals.Plain(position.Quantity * referencePrice),
            position.Version,
            position.UpdatedAt);
    }
}
