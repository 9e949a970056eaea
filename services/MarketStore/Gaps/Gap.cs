using Trading.Contracts;

namespace Trading.MarketStore.Gaps;

/// <summary>A row of the gap ledger: facts that should be there and are, or were, not.</summary>
public sealed record Gap
{
    public required Guid Id { get; init; }

    public required InstrumentId Instrument { get; init; }

    public required MarketDataKind Kind { get; init; }

    /// <summary>Set when <see cref="Kind"/> is bars.</summary>
    public BarInterval? Interval { get; init; }

    /// <summary>Says more only when <see cref="Kind"/> is bars.</summary>
    public BarSeries Series { get; init; }

    /// <summary>First missing trade id, inclusive; null when the hole is known by time only.</summary>
    public long? FromId { get; init; }

    /// <summary>Last missing trade id, inclusive.</summary>
    public long? ToId { get; init; }

    /// <summary>UTC, inclusive.</summary>
    public required DateTime From { get; init; }

    /// <summary>UTC, exclusive.</summary>
    public required DateTime To { get; init; }

    public GapState State { get; init; }

    /// <summary>Class of the hole in lower camel case, such as <c>notFetched</c> or <c>venueOutage</c>.</summary>
    public required string Reason { get; init; }

    public required DateTime DetectedAt { get; init; }

    public DateTime? ClosedAt { get; init; }
}
