namespace Trading.MarketStore.History;

/// <summary>One funding settlement of a perpetual.</summary>
/// <param name="Time">UTC, as the venue gives it: some milliseconds after the full hour.</param>
/// <param name="Rate">Fraction of the notional that longs pay to shorts; negative the other way.</param>
/// <param name="MarkPrice">Quote currency; null for old settlements, and for those of an archive.</param>
/// <param name="IntervalHours">Hours from settlement to settlement at that time; null unless an archive states it.</param>
public readonly record struct FundingRate(DateTime Time, decimal Rate, decimal? MarkPrice, int? IntervalHours = null);
