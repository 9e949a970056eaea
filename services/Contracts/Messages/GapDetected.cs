namespace Trading.Contracts;

/// <summary>A hole in the ids or in time that has become a row of the gap ledger.</summary>
public sealed record GapDetected
{
    public required Guid GapId { get; init; }

    public required string Venue { get; init; }

    public required string Symbol { get; init; }

    public required MarketDataKind Kind { get; init; }

    /// <summary>Set when <see cref="Kind"/> is bars.</summary>
    public BarInterval? Interval { get; init; }

    /// <summary>First missing trade id, inclusive; null when the hole is known by time only.</summary>
    public long? FromId { get; init; }

    /// <summary>Last missing trade id, inclusive.</summary>
    public long? ToId { get; init; }

    public required DateTime From { get; init; }

    public required DateTime To { get; init; }

    public required DateTime DetectedAt { get; init; }
}
