namespace Trading.Contracts;

/// <summary>Value of a paper account at a moment, quote currency.</summary>
public sealed record PortfolioValued
{
    public required string Account { get; init; }

    /// <summary>Of the strategy.</summary>
    public string? Venue { get; init; }

    public required string Strategy { get; init; }

    public required decimal Cash { get; init; }

    public required decimal Equity { get; init; }

    /// <summary>Profit of what was closed, before fees and funding.</summary>
    public required decimal RealizedPnl { get; init; }

    /// <summary>Profit of what is open, before fees and funding.</summary>
    public required decimal UnrealizedPnl { get; init; }

    public required decimal Fees { get; init; }

    /// <summary>Funding received less funding paid.</summary>
    public decimal Funding { get; init; }

    /// <summary>After fees and funding: realised plus unrealised, less fees, plus funding.</summary>
    public required decimal TotalPnl { get; init; }

    public required DateTime ValuedAt { get; init; }
}
