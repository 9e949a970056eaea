namespace Trading.Accounting;

/// <summary>Fees from a traded volume on.</summary>
/// <param name="Volume">Quote currency in 30 days, inclusive; 0 in the first tier.</param>
public readonly record struct FeeTier(decimal Volume, FeeSchedule Fees);
