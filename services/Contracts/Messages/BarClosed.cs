namespace Trading.Contracts;

/// <summary>A bar that will not change unless late or healed trades revise it; then it comes again with a higher revision.</summary>
public sealed record BarClosed
{
    public required string Venue { get; init; }

    public required string Symbol { get; init; }

    public required Bar Bar { get; init; }

    /// <summary>
    /// UTC by our clock, when the stream of a recording closed the bar. Null: the feed runs in real time, and the bar's own end counts.
    /// </summary>
    public DateTime? ReplayedAt { get; init; }
}
