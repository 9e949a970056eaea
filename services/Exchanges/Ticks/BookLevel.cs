namespace Trading.Exchanges.Ticks;

/// <summary>A price and the whole quantity there, in <see cref="Fixed8"/> units; quantity 0 removes the level.</summary>
public readonly record struct BookLevel(long Price, long Quantity);
