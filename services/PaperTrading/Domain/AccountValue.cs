namespace Trading.PaperTrading.Domain;

/// <summary>An account at the latest prices, quote currency.</summary>
/// <param name="RealizedPnl">Fees not included.</param>
/// <param name="Exposure">Sum of absolute position values over equity.</param>
/// <param name="Drawdown">Fall from the highest equity so far, as a fraction of it.</param>
public readonly record struct AccountValue(decimal Equity, decimal RealizedPnl, decimal UnrealizedPnl, decimal Exposure, decimal Drawdown);
