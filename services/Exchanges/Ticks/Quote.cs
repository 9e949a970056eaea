namespace Trading.Exchanges.Ticks;

/// <summary>Best bid and ask of a symbol. Prices and quantities in <see cref="Fixed8"/> units.</summary>
/// <param name="UpdateId">The venue's book update id; later is larger.</param>
/// <param name="ExchangeTicks">UTC ticks of the venue's event time; 0 on spot, which sends none.</param>
public readonly record struct Quote(
    int Symbol,
    long UpdateId,
    long BidPrice,
    long BidQuantity,
    long AskPrice,
    long AskQuantity,
    long ExchangeTicks,
    long ReceivedTicks);
