namespace Trading.Contracts;

public sealed record FeedStatusChanged
{
    public required string Venue { get; init; }

    public required string Symbol { get; init; }

    public required FeedStatus Status { get; init; }

    /// <summary>For people; no secret, no URL with a listen key.</summary>
    public required string Reason { get; init; }

    public required DateTime At { get; init; }
}
