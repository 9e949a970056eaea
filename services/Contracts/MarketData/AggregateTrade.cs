namespace Trading.Contracts;

/// <summary>
/// Trades of one taker order at one price, summed by the venue (<c>aggTrades</c>): the form in which trade history is published.
/// </summary>
/// <param name="Id">The venue's id: rises by one from row to row of a symbol.</param>
/// <param name="Price">In quote currency.</param>
/// <param name="Quantity">In base currency.</param>
/// <param name="FirstTradeId">First trade in the sum.</param>
/// <param name="LastTradeId">Last trade in the sum, inclusive.</param>
/// <param name="Time">UTC.</param>
/// <param name="Side">Side of the aggressor (taker).</param>
/// <param name="BestMatch">Spot only: whether it was the best price match; null where the venue does not say.</param>
public readonly record struct AggregateTrade(
    long Id,
    decimal Price,
    decimal Quantity,
    long FirstTradeId,
    long LastTradeId,
    DateTime Time,
    Side Side,
    bool? BestMatch);
