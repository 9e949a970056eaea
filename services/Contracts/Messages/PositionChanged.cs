namespace Trading.Contracts;

/// <summary>A net position after a fill. Later <see cref="Version"/> wins.</summary>
public sealed record PositionChanged
{
    public required string Account { get; init; }

    public required string Venue { get; init; }

    public required string Symbol { get; init; }

    /// <summary>Base currency; negative is short.</summary>
    public required decimal Quantity { get; init; }

    /// <summary>Quote currency; 0 when flat.</summary>
    public required decimal AverageEntryPrice { get; init; }

    /// <summary>Quote currency, of what was closed, before fees and funding.</summary>
    public required decimal RealizedPnl { get; init; }

    public required long Version { get; init; }

    public required DateTime ChangedAt { get; init; }
}
