namespace Trading.Backtesting.Runs;

/// <summary>A funding payment of the venue.</summary>
/// <param name="Index">Of the symbol in the plan.</param>
/// <param name="Time">UTC.</param>
/// <param name="MarkPrice">Null: the venue states none, and the last price counts.</param>
public readonly record struct FundingEvent(int Index, DateTime Time, decimal Rate, decimal? MarkPrice = null);
