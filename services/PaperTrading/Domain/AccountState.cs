namespace Trading.PaperTrading.Domain;

/// <summary>What of an account must be kept besides its positions. Quote currency; the drawdown is a fraction.</summary>
internal sealed record AccountState(decimal InitialCash, decimal Cash, decimal Fees, decimal PeakEquity, decimal MaxDrawdown);
