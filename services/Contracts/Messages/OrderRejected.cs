namespace Trading.Contracts;

/// <summary>The venue said no.</summary>
public sealed record OrderRejected
{
    public required Guid OrderId { get; init; }

    public required string ClientOrderId { get; init; }

    public required string Account { get; init; }

    public required string Venue { get; init; }

    public required string Symbol { get; init; }

    /// <summary>Error class of the venue adapter, such as <c>insufficientBalance</c>.</summary>
    public required string Code { get; init; }

    public required string Reason { get; init; }

    public required DateTime RejectedAt { get; init; }
}
