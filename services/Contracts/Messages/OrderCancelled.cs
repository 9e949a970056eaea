namespace Trading.Contracts;

/// <summary>The order is out of the book: cancelled by us, or expired by its time in force.</summary>
public sealed record OrderCancelled
{
    public required Guid OrderId { get; init; }

    public required string ClientOrderId { get; init; }

    public required string Account { get; init; }

    public required string Venue { get; init; }

    public required string Symbol { get; init; }

    /// <summary>Cancelled or Expired.</summary>
    public required OrderStatus Status { get; init; }

    public required decimal CumulativeQuantity { get; init; }

    public required string Reason { get; init; }

    public required DateTime CancelledAt { get; init; }
}
