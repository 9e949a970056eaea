namespace Trading.Contracts;

/// <summary>
/// How one symbol's feed stands: published at every change, and again every ten seconds, so that a service that starts later learns it
/// and a publisher that is gone shows by its silence.
/// </summary>
public sealed record FeedStatusChanged
{
    public required string Venue { get; init; }

    public required string Symbol { get; init; }

    /// <summary><see cref="FeedStatus.Connected"/> only while every stream is alive and the book is proven in sync.</summary>
    public required FeedStatus Status { get; init; }

    /// <summary>The local order book is proven by the venue's sequence rules; false whenever the feed is not connected.</summary>
    public bool BookInSync { get; init; }

    /// <summary>Nothing may be priced from this feed.</summary>
    public bool Stale => Status != FeedStatus.Connected || !BookInSync;

    /// <summary>For people; no secret, no URL with a listen key.</summary>
    public required string Reason { get; init; }

    /// <summary>UTC, when it was found so.</summary>
    public required DateTime At { get; init; }
}
