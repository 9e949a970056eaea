namespace Trading.Contracts;

/// <summary>Asks the downloader to fetch exactly one hole of the gap ledger. Idempotent by gap id.</summary>
public sealed record BackfillRequested
{
    public required Guid GapId { get; init; }

    public required string Venue { get; init; }

    public required string Symbol { get; init; }

    public required MarketDataKind Kind { get; init; }

    public BarInterval? Interval { get; init; }

    public long? FromId { get; init; }

    public long? ToId { get; init; }

    public required DateTime From { get; init; }

    public required DateTime To { get; init; }
}
