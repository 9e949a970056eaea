namespace Trading.Contracts;

/// <summary>Asks for the cancellation of one order. Harmless when it is already final.</summary>
public sealed record CancelOrder
{
    public required string ClientOrderId { get; init; }

    public required string Account { get; init; }

    public required DateTime RequestedAt { get; init; }
}
