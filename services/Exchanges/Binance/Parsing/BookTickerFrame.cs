using Trading.Exchanges.Ticks;
using Trading.Exchanges.Transport;
using Trading.Exchanges.Venues;

namespace Trading.Exchanges.Binance.Parsing;

/// <summary>
/// <c>{"u":50093239212,"s":"BTCUSDT","b":"61837.63","B":"3.78826","a":"61837.64","A":"1.54698"}</c>; USD-M adds <c>e</c>, <c>E</c> and
/// <c>T</c>.
/// </summary>
internal static class BookTickerFrame
{
    public static FrameKind Parse(ref JsonCursor cursor, SymbolTable symbols, long receivedTicks, FrameBatch into)
    {
        long update = -1, bid = 0, bidQuantity = 0, ask = 0, askQuantity = 0, time = 0;
        var symbol = -2;
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
            switch (name.Length == 1 ? name[0] : 0)
            {
                case (byte)'u':
                    ok = cursor.TryLong(out update);
                    seen |= 1;
                    break;
                case (byte)'s':
                    ok = cursor.TryString(out var text);
                    symbol = symbols.Find(text);
                    seen |= 2;
                    break;
                case (byte)'b':
                    ok = cursor.TryFixed(out bid);
                    seen |= 4;
                    break;
                case (byte)'B':
                    ok = cursor.TryFixed(out bidQuantity);
                    seen |= 8;
                    break;
                case (byte)'a':
                    ok = cursor.TryFixed(out ask);
                    seen |= 16;
                    break;
                case (byte)'A':
                    ok = cursor.TryFixed(out askQuantity);
                    seen |= 32;
                    break;
                case (byte)'E':
                    ok = cursor.TryLong(out time);
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

        if (seen != 63 || update < 0 || bid < 0 || ask < 0 || bidQuantity < 0 || askQuantity < 0)
        {
            return FrameKind.Malformed;
        }

        if (symbol < 0)
        {
            return FrameKind.Ignored;
        }

        _ = EpochTime.TryTicks(time, out var ticks);
        into.Quotes.Add(new Quote(symbol, update, bid, bidQuantity, ask, askQuantity, ticks, receivedTicks));
        return FrameKind.BookTicker;
    }
}
