using Trading.Contracts;

namespace Trading.Exchanges.Ticks;

/// <summary>A trade as it leaves the parser, before it is proven new: no reference, no decimal, no allocation.</summary>
/// <param name="Symbol">Index in the <see cref="SymbolTable"/>.</param>
/// <param name="TradeId">The venue's id: rises by one from trade to trade of a symbol.</param>
/// <param name="Price">In <see cref="Fixed8"/> units of the quote currency.</param>
/// <param name="Quantity">In <see cref="Fixed8"/> units of the base currency.</param>
/// <param name="ExchangeTicks"><see cref="DateTime.Ticks"/> in UTC, when the venue matched it.</param>
/// <param name="ReceivedTicks"><see cref="DateTime.Ticks"/> in UTC, when it was read off the socket.</param>
/// <param name="Side">Side of the aggressor (taker).</param>
public readonly record struct Tick(
    int Symbol,
    long TradeId,
    long Price,
    long Quantity,
    long ExchangeTicks,
    long ReceivedTicks,
    Side Side)
{
    /// <summary>An id without a trade of the market behind it: it is counted, and goes no further.</summary>
    public bool IsVoid => Price == 0;

    public Trade ToTrade() => new(
        TradeId,
        Fixed8.ToDecimal(Price),
        Fixed8.ToDecimal(Quantity),
        Side,
        new DateTime(ExchangeTicks, DateTimeKind.Utc),
        new DateTime(ReceivedTicks, DateTimeKind.Utc));

    /// <summary>False when a number has more than eight decimals or does not fit.</summary>
    public static bool TryFrom(int symbol, in Trade trade, out Tick tick)
    {
        if (!Fixed8.TryFromDecimal(trade.Price, out var price) || !Fixed8.TryFromDecimal(trade.Quantity, out var quantity))
        {
            tick = default;
            return false;
        }

        tick = new Tick(symbol, trade.TradeId, price, quantity, trade.ExchangeTime.Ticks, trade.ReceivedTime.Ticks, trade.Side);
        return true;
    }
}
