namespace Trading.Exchanges.Orders;

/// <summary>An order as the venue states it.</summary>
/// <param name="ExecutedQuantity">Base currency, cumulative.</param>
/// <param name="Fills">Fills that came with this answer; they may be fewer than <paramref name="ExecutedQuantity"/> says.</param>
public sealed record VenueOrder(
    string Symbol,
    string VenueOrderId,
    string ClientOrderId,
    VenueOrderStatus Status,
    decimal Quantity,
    decimal ExecutedQuantity,
    IReadOnlyList<VenueFill> Fills,
    DateTime UpdatedAt);
