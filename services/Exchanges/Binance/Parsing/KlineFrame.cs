using System.Buffers.Text;
using System.Text;
using Trading.Contracts;
using Trading.Exchanges.Ticks;
using Trading.Exchanges.Transport;
using Trading.Exchanges.Venues;

namespace Trading.Exchanges.Binance.Parsing;

/// <summary>
/// <c>{"e":"kline","E":1,"s":"BTCUSDT","k":{"t":1723161240000,"T":1723161299999,"s":"BTCUSDT","i":"1m","f":1,"L":9,"o":"1","c":"1","h":"1",
/// "l":"1","v":"1","n":9,"x":false,"q":"1","V":"1","Q":"1","B":"0"}}</c>
/// </summary>
internal static class KlineFrame
{
    private const int AllSeen = (1 << 12) - 1;

    public static FrameKind Parse(ref JsonCursor cursor, SymbolTable symbols, FrameBatch into)
    {
        var symbol = -2;
        Bar? bar = null;
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
            if (name is [(byte)'s'])
            {
                ok = cursor.TryString(out var text);
                symbol = symbols.Find(text);
            }
            else if (name is [(byte)'k'])
            {
                ok = TryBar(ref cursor, out var parsed);
                bar = parsed;
            }
            else
            {
                ok = cursor.TrySkip();
            }

            if (!ok || !cursor.TrySeparator((byte)'}', out more))
            {
                return FrameKind.Malformed;
            }
        }

        if (bar is not { } found || symbol == -2)
        {
            return FrameKind.Malformed;
        }

        if (symbol < 0)
        {
            return FrameKind.Ignored;
        }

        into.Bars.Add(new VenueBar(symbol, found));
        return FrameKind.Kline;
    }

    private static bool TryBar(ref JsonCursor cursor, out Bar bar)
    {
        bar = default;
        Span<decimal> numbers = stackalloc decimal[8];
        long time = 0, count = 0;
        var closed = false;
        BarInterval interval = default;
        var seen = 0;
        var more = cursor.TryTake((byte)'{');
        while (more)
        {
            if (!cursor.TryName(out var name))
            {
                return false;
            }

            var field = name.Length == 1 ? "ticnxohlvqVQ"u8.IndexOf(name[0]) : -1;
            ReadOnlySpan<byte> text;
            var ok = field switch
            {
                0 => cursor.TryLong(out time),
                1 => cursor.TryString(out text) && BarInterval.TryParse(Encoding.ASCII.GetString(text), out interval),
                3 => cursor.TryLong(out count),
                4 => cursor.TryBool(out closed),
                -1 => cursor.TrySkip(),
                _ => cursor.TryString(out text) && Utf8Parser.TryParse(text, out numbers[Slot(field)], out var used) && used == text.Length,
            };
            seen |= field < 0 ? 0 : 1 << field;
            if (!ok || !cursor.TrySeparator((byte)'}', out more))
            {
                return false;
            }
        }

        if (seen != AllSeen || !EpochTime.TryTicks(time, out var ticks))
        {
            return false;
        }

        bar = new Bar(
            new DateTime(ticks, DateTimeKind.Utc), interval, numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5], count,
            numbers[6], numbers[7], closed, BarSource.Rest);
        return true;
    }

    /// <summary>
    /// Order of the bar's numbers: open, high, low, close, volume, quote volume, taker buy volume, taker buy quote volume.
    /// </summary>
    private static int Slot(int field) => field == 2 ? 3 : field < 8 ? field - 5 : field - 4;
}
