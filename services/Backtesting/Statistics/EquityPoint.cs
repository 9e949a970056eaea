namespace Trading.Backtesting.Statistics;

/// <summary>An account's value at a moment (UTC), quote currency; the drawdown is a fraction.</summary>
public sealed record EquityPoint(DateTime Time, decimal Equity, decimal Cash, decimal Drawdown);
