namespace Trading.Exchanges.Ticks;

/// <summary>Mark and index price of a perpetual, and its next funding. Prices and rate in <see cref="Fixed8"/> units.</summary>
/// <param name="FundingRate">Of the interval that ends at <paramref name="NextFundingTicks"/>, as estimated now; null without
/// funding.</param>
/// <param name="NextFundingTicks">UTC ticks; 0 without funding.</param>
/// <param name="ExchangeTicks">UTC ticks of the venue's event time.</param>
public readonly record struct MarkPrice(
    int Symbol,
    long Price,
    long IndexPrice,
    long? FundingRate,
    long NextFundingTicks,
    long ExchangeTicks,
    long ReceivedTicks);
