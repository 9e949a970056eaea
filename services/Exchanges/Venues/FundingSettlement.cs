namespace Trading.Exchanges.Venues;

/// <summary>One row of <c>fundingRate</c>.</summary>
/// <param name="Time">UTC.</param>
/// <param name="Rate">Fraction of the notional that longs pay to shorts.</param>
/// <param name="MarkPrice">Null where the venue leaves it empty: old settlements.</param>
public readonly record struct FundingSettlement(DateTime Time, decimal Rate, decimal? MarkPrice);
