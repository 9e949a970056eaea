namespace Trading.Contracts;

/// <summary>One public trade of a venue: a tick. Its natural key is venue, symbol and <paramref name="TradeId"/>.</summary>
/// <param name="TradeId">The venue's id: rises by one from trade to trade of a symbol, so that a hole can be seen.</param>
/// <param name="Price">In quote currency.</param>
/// <param name="Quantity">In base currency.</param>
/// <param name="Side">Side of the aggressor (taker).</param>
/// <param name="ExchangeTime">UTC, when the venue matched it.</param>
/// <param name="ReceivedTime">UTC, when this system read it off the socket or out of a file.</param>
public readonly record struct Trade(
    long TradeId,
    decimal Price,
    decimal Quantity,
    Side Side,
    DateTime ExchangeTime,
    DateTime ReceivedTime);
