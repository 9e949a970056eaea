namespace Trading.ExchangeSimulator.Engine.Tape;

/// <summary>Consecutive trades of one taker order at one price.</summary>
internal readonly record struct TapeAggregate(long Id, long Price, long Quantity, long FirstId, long LastId, long TimeUs, bool BuyerIsMaker);
