namespace Trading.Contracts;

/// <summary>A hole was closed, or found to be unrecoverable. Market data re-aggregates the bars that the range touches.</summary>
public sealed record BackfillCompleted
{
    public required Guid GapId { get; init; }

    public required string Venue { get; init; }

    public required string Symbol { get; init; }

    public required MarketDataKind Kind { get; init; }

    public required GapState State { get; init; }

    /// <summary>Rows that were missing and are stored now.</summary>
    public required long Items { get; init; }

    public required DateTime From { get; init; }

    public required DateTime To { get; init; }

    public required DateTime CompletedAt { get; init; }
}
