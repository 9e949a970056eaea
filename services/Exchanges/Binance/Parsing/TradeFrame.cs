using Trading.Exchanges.Ticks;
using Trading.Exchanges.Transport;
using Trading.Exchanges.Venues;

namespace Trading.Exchanges.Binance.Parsing;

/// <summary>
/// <c>{"e":"trade","E":1723161255343,"s":"BTCUSDT","t":3735683259,"p":"61837.63","q":"0.02","T":1723161255342,"m":true,"M":true}</c>; an
/// aggregate has its id in <c>a</c>.
/// </summary>
internal static class TradeFrame
{
    /// <summary>Venue event time and matching time of a trade may not lie further apart: then one of them is corrupt.</summary>
    private const long MaxTimeSpread = 60 * TimeSpan.TicksPerSecond;

    private const byte IdField = (byte)'t';

    /// <param name="idName">Name of the member that holds the id.</param>
    public static FrameKind Parse(ref JsonCursor cursor, SymbolTable symbols, byte idName, long receivedTicks, FrameBatch into)
    {
        long id = -1, price = 0, quantity = 0, tradeTime = 0, eventTime = 0;
        var symbol = -2;
        var maker = false;
        var seen = 0;
        var more = cursor.TryTake((byte)'{');
        if (!more)
        {
            return FrameKind.Malformed;
        }

        while (more)
        {
            if (!cursor.TryName(out var name))
            {
                return FrameKind.Malformed;
            }

            bool ok;
            var field = name.Length == 1 ? name[0] : (byte)0;
            switch (field == idName ? IdField : field)
            {
                case (byte)'E':
                    ok = cursor.TryLong(out eventTime);
                    seen |= 1;
                    break;
                case (byte)'T':
                    ok = cursor.TryLong(out tradeTime);
                    seen |= 2;
                    break;
                case (byte)'s':
                    ok = cursor.TryString(out var text);
                    symbol = symbols.Find(text);
                    seen |= 4;
                    break;
                case IdField:
                    ok = cursor.TryLong(out id);
                    seen |= 8;
                    break;
                case (byte)'p':
                    ok = cursor.TryFixed(out price);
                    seen |= 16;
                    break;
                case (byte)'q':
                    ok = cursor.TryFixed(out quantity);
                    seen |= 32;
                    break;
                case (byte)'m':
                    ok = cursor.TryBool(out maker);
                    seen |= 64;
                    break;
                default:
                    ok = cursor.TrySkip();
                    break;
            }

            if (!ok || !cursor.TrySeparator((byte)'}', out more))
            {
                return FrameKind.Malformed;
            }
        }

        // USD-M numbers entries that are no trades of the market, with price and quantity zero: their ids are not missing.
        if (seen != 127 || id < 0 || price < 0 || quantity < 0 || (price == 0) != (quantity == 0)
            || !EpochTime.TryTicks(tradeTime, out var tradeTicks) || !EpochTime.TryTicks(eventTime, out var eventTicks)
            || Math.Abs(eventTicks - tradeTicks) > MaxTimeSpread)
        {
            return FrameKind.Malformed;
        }

        if (symbol < 0)
        {
            return FrameKind.Ignored;
        }

        // The buyer was the maker, so the aggressor sold.
        var side = maker ? Contracts.Side.Sell : Contracts.Side.Buy;
        into.Ticks.Add(new Tick(symbol, id, price, quantity, tradeTicks, receivedTicks, side));
        return FrameKind.Trade;
    }
}
