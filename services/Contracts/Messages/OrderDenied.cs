namespace Trading.Contracts;

/// <summary>Our own risk check said no; nothing was sent to a venue.</summary>
public sealed record OrderDenied
{
    /// <summary>Empty when the request was no order that could be stored (<see cref="Rule"/> is <c>invalidRequest</c>, <c>venueNeeded</c>
    /// or <c>unknownVenue</c>).</summary>
    public required Guid OrderId { get; init; }

    public required string ClientOrderId { get; init; }

    public required string Account { get; init; }

    /// <summary>As the order named it, empty where it named none, when <see cref="Rule"/> is <c>venueNeeded</c> or
    /// <c>unknownVenue</c>.</summary>
    public required string Venue { get; init; }

    public required string Symbol { get; init; }

    /// <summary>Name of the risk rule.</summary>
    public required string Rule { get; init; }

    public required string Reason { get; init; }

    public required DateTime DeniedAt { get; init; }
}
