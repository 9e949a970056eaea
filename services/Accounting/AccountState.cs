namespace Trading.Accounting;

/// <summary>What of an account must be kept besides its positions. Quote currency; the drawdown is a fraction.</summary>
/// <param name="Funding">Received less paid; 0 in states of versions that booked none.</param>
public sealed record AccountState(
    decimal InitialCash, decimal Cash, decimal Fees, decimal PeakEquity, decimal MaxDrawdown, decimal Funding = 0);
