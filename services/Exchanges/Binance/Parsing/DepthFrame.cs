using Trading.Exchanges.Ticks;
using Trading.Exchanges.Transport;
using Trading.Exchanges.Venues;

namespace Trading.Exchanges.Binance.Parsing;

/// <summary>
/// <c>{"e":"depthUpdate","E":1723161255208,"s":"BTCUSDT","U":1,"u":3,"b":[["61737.63","0.5"]],"a":[]}</c>; USD-M adds <c>T</c> and
/// <c>pu</c>.
/// </summary>
internal static class DepthFrame
{
    public static FrameKind Parse(ref JsonCursor cursor, SymbolTable symbols, long receivedTicks, FrameBatch into)
    {
        long first = -1, last = -1, previous = -1, time = 0;
        var (symbol, bids, asks, seen) = (-2, 0, 0, 0);
        var start = into.Levels.Count;
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
                case (byte)'U':
                    ok = cursor.TryLong(out first);
                    seen |= 4;
                    break;
                case (byte)'u':
                    ok = cursor.TryLong(out last);
                    seen |= 8;
                    break;
                case (byte)'b':
                    // Bids are counted by where they begin and end: they come before the asks.
                    ok = (seen & 48) == 0 && TryLevels(ref cursor, into, out bids);
                    seen |= 16;
                    break;
                case (byte)'a':
                    ok = (seen & 48) == 16 && TryLevels(ref cursor, into, out asks);
                    seen |= 32;
                    break;
                default:
                    ok = name.SequenceEqual("pu"u8) ? cursor.TryLong(out previous) : cursor.TrySkip();
                    break;
            }

            if (!ok || !cursor.TrySeparator((byte)'}', out more))
            {
                return FrameKind.Malformed;
            }
        }

        if (seen != 63 || first < 0 || last < first || !EpochTime.TryTicks(time, out var ticks))
        {
            return FrameKind.Malformed;
        }

        if (symbol < 0)
        {
            into.Levels.Truncate(start);
            return FrameKind.Ignored;
        }

        into.Depths.Add(new DepthDiff(symbol, first, last, previous, start, bids, asks, ticks, receivedTicks));
        return FrameKind.Depth;
    }

    private static bool TryLevels(ref JsonCursor cursor, FrameBatch into, out int count)
    {
        count = 0;
        if (!cursor.TryTake((byte)'['))
        {
            return false;
        }

        if (cursor.TryTake((byte)']'))
        {
            return true;
        }

        for (var more = true; more; count++)
        {
            if (!cursor.TryTake((byte)'[')
                || !cursor.TryFixed(out var price)
                || !cursor.TryTake((byte)',')
                || !cursor.TryFixed(out var quantity)
                || !cursor.TryTake((byte)']') || price <= 0 || quantity < 0 || !cursor.TrySeparator((byte)']', out more))
            {
                return false;
            }

            into.Levels.Add(new BookLevel(price, quantity));
        }

        return true;
    }
}
