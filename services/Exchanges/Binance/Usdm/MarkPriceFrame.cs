using Trading.Exchanges.Ticks;
using Trading.Exchanges.Transport;
using Trading.Exchanges.Venues;

namespace Trading.Exchanges.Binance.Usdm;

/// <summary>
/// USD-M
/// <c>{"e":"markPriceUpdate","E":1562305380000,"s":"BTCUSDT","p":"11794.15","i":"11784.62","P":"11784.25",
/// "r":"0.00038167","T":1562306400000}</c>;
/// contracts without funding send <c>"r":""</c> and <c>"T":0</c>.
/// </summary>
internal static class MarkPriceFrame
{
    private const int AllSeen = (1 << 4) - 1;

    public static FrameKind Parse(ref JsonCursor cursor, SymbolTable symbols, long receivedTicks, FrameBatch into)
    {
        long time = 0, price = 0, index = 0, rate = 0, next = 0;
        var symbol = -2;
        var hasRate = false;
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
                case (byte)'E':
                    ok = cursor.TryLong(out time);
                    seen |= 1;
                    break;
                case (byte)'s':
                    ok = cursor.TryString(out var text);
                    symbol = symbols.Find(text);
                    seen |= 2;
                    break;
                case (byte)'p':
                    ok = cursor.TryFixed(out price);
                    seen |= 4;
                    break;
                case (byte)'i':
                    ok = cursor.TryFixed(out index);
                    seen |= 8;
                    break;
                case (byte)'r':
                    ok = TryRate(ref cursor, out rate, out hasRate);
                    break;
                case (byte)'T':
                    ok = cursor.TryLong(out next);
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

        if (seen != AllSeen || price <= 0 || index < 0 || !EpochTime.TryTicks(time, out var ticks))
        {
            return FrameKind.Malformed;
        }

        if (symbol < 0)
        {
            return FrameKind.Ignored;
        }

        hasRate &= EpochTime.TryTicks(next, out var nextTicks);
        into.Marks.Add(new MarkPrice(symbol, price, index, hasRate ? rate : null, nextTicks, ticks, receivedTicks));
        return FrameKind.MarkPrice;
    }

    private static bool TryRate(ref JsonCursor cursor, out long rate, out bool hasRate)
    {
        var start = cursor;
        hasRate = cursor.TryFixed(out rate);
        if (hasRate)
        {
            return true;
        }

        cursor = start;
        return cursor.TryString(out var text) && text.IsEmpty;
    }
}
