namespace Trading.ExchangeSimulator.Engine.Tape;

/// <summary>One public trade.</summary>
/// <param name="Id">Rises by one from trade to trade of a symbol.</param>
/// <param name="AggregateId">Shared by consecutive trades of one taker order at one price.</param>
/// <param name="Price">In units of 10^-8, as <paramref name="Quantity"/>.</param>
/// <param name="TimeUs">Microseconds since 1970 UTC, on a whole millisecond.</param>
/// <param name="BuyerIsMaker">The taker sold.</param>
internal readonly record struct TapeTrade(long Id, long AggregateId, long Price, long Quantity, long TimeUs, bool BuyerIsMaker);
