namespace Trading.Contracts;

/// <summary>The venue (or the internal book) has the order.</summary>
public sealed record OrderAccepted
{
    public required Guid OrderId { get; init; }

    public required string ClientOrderId { get; init; }

    public required string Account { get; init; }

    public required string Venue { get; init; }

    public required string Symbol { get; init; }

    public required Side Side { get; init; }

    public required OrderType Type { get; init; }

    public required decimal Quantity { get; init; }

    public decimal? Price { get; init; }

    public required OrderRoute Route { get; init; }

    public required string VenueOrderId { get; init; }

    public required DateTime AcceptedAt { get; init; }
}
