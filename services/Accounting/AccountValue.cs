namespace Trading.Accounting;

/// <summary>An account at the latest prices, quote currency. Ratios are divided only when somebody asks.</summary>
/// <param name="RealizedPnl">Of what was closed, before fees and funding.</param>
/// <param name="UnrealizedPnl">Of what is open, before fees and funding.</param>
/// <param name="GrossValue">Sum of absolute position values.</param>
/// <param name="PeakEquity">Highest equity so far.</param>
public readonly record struct AccountValue(
    decimal Equity, decimal RealizedPnl, decimal UnrealizedPnl, decimal GrossValue, decimal PeakEquity)
{
    /// <summary>Gross value over equity.</summary>
    public decimal Exposure => Equity > 0 ? GrossValue / Equity : 0;

    /// <summary>Fall from the highest equity, as a fraction of it.</summary>
    public decimal Drawdown => PeakEquity > Equity && PeakEquity > 0 ? (PeakEquity - Equity) / PeakEquity : 0;
}
