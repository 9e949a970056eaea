namespace Trading.Contracts;

/// <summary>Value of a paper account at a moment, quote currency.</summary>
public sealed record PortfolioValued
{
    public required string Account { get; init; }

    public required string Strategy { get; init; }

    public required decimal Cash { get; init; }

    public required decimal Equity { get; init; }

    public required decimal RealizedPnl { get; init; }

    public required decimal UnrealizedPnl { get; init; }

    public required decimal Fees { get; init; }

    public required DateTime ValuedAt { get; init; }
}
