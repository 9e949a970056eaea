using Trading.Exchanges.Binance.Usdm;
using Trading.Exchanges.Ticks;
using Trading.Exchanges.Transport;
using Trading.Exchanges.Venues;

namespace Trading.Exchanges.Binance.Parsing;

/// <summary>
/// Turns one WebSocket text frame into values of a <see cref="FrameBatch"/>, straight from its bytes. Frames come combined
/// (<c>{"stream":"btcusdt@trade","data":{…}}</c>) or raw. Members may come in any order; unknown ones are stepped over. A frame is
/// taken whole or not at all.
/// </summary>
/// <param name="aggregates">Take <c>aggTrade</c> frames as the trades, and step over single ones; their ids are of different
/// sequences.</param>
public sealed class FrameParser(SymbolTable symbols, bool aggregates = false) : IFrameParser
{
    public FrameKind Parse(ReadOnlySpan<byte> frame, long receivedTicks, FrameBatch into)
    {
        var cursor = new JsonCursor(frame);
        if (!cursor.TryTake((byte)'{') || !cursor.TryName(out var name))
        {
            return FrameKind.Malformed;
        }

        var ticks = into.Ticks.Count;
        var quotes = into.Quotes.Count;
        var depths = into.Depths.Count;
        var levels = into.Levels.Count;
        var bars = into.Bars.Count;
        var marks = into.Marks.Count;
        FrameKind kind;
        if (name.SequenceEqual("stream"u8))
        {
            kind = !cursor.TryString(out var stream) || !cursor.TryTake((byte)',')
                || !cursor.TryName(out var data) || !data.SequenceEqual("data"u8)
                ? FrameKind.Malformed
                : ParseData(ref cursor, KindOf(stream), receivedTicks, into);
            if (kind != FrameKind.Malformed && !cursor.TryTake((byte)'}'))
            {
                kind = FrameKind.Malformed;
            }
        }
        else
        {
            kind = ParseRaw(frame, receivedTicks, into, ref cursor);
        }

        if (kind == FrameKind.Malformed || cursor.Peek() != 0 || !cursor.AtEnd)
        {
            into.Ticks.Truncate(ticks);
            into.Quotes.Truncate(quotes);
            into.Depths.Truncate(depths);
            into.Levels.Truncate(levels);
            into.Bars.Truncate(bars);
            into.Marks.Truncate(marks);
            return FrameKind.Malformed;
        }

        return kind;
    }

    private FrameKind ParseData(ref JsonCursor cursor, FrameKind kind, long receivedTicks, FrameBatch into) => kind switch
    {
        FrameKind.Trade => TradeFrame.Parse(ref cursor, symbols, aggregates ? (byte)'a' : (byte)'t', receivedTicks, into),
        FrameKind.BookTicker => BookTickerFrame.Parse(ref cursor, symbols, receivedTicks, into),
        FrameKind.Depth => DepthFrame.Parse(ref cursor, symbols, receivedTicks, into),
        FrameKind.Kline => KlineFrame.Parse(ref cursor, symbols, into),
        FrameKind.MarkPrice => MarkPriceFrame.Parse(ref cursor, symbols, receivedTicks, into),
        _ => cursor.TrySkip() ? kind : FrameKind.Malformed,
    };

    private FrameKind ParseRaw(ReadOnlySpan<byte> frame, long receivedTicks, FrameBatch into, ref JsonCursor cursor)
    {
        var probe = new JsonCursor(frame);
        var kind = RawKind(ref probe);
        cursor = new JsonCursor(frame);
        return ParseData(ref cursor, kind, receivedTicks, into);
    }

    /// <summary>Raw frames name their kind in the member <c>e</c>; a spot book ticker has none and is known by its shape.</summary>
    private FrameKind RawKind(ref JsonCursor cursor)
    {
        var kind = FrameKind.Ignored;
        var sides = 0;
        var more = cursor.TryTake((byte)'{') && cursor.Peek() != (byte)'}';
        while (more)
        {
            if (!cursor.TryName(out var name))
            {
                return FrameKind.Malformed;
            }

            if (name.SequenceEqual("e"u8) && cursor.Peek() == (byte)'"')
            {
                return cursor.TryString(out var type) ? KindOfType(type) : FrameKind.Malformed;
            }

            if (name.SequenceEqual("result"u8) || name.SequenceEqual("error"u8))
            {
                kind = FrameKind.Reply;
            }
            else if (name is [(byte)'b' or (byte)'B' or (byte)'a' or (byte)'A'])
            {
                sides++;
            }

            if (!cursor.TrySkip() || !cursor.TrySeparator((byte)'}', out more))
            {
                return FrameKind.Malformed;
            }
        }

        return sides == 4 ? FrameKind.BookTicker : kind;
    }

    private FrameKind KindOf(ReadOnlySpan<byte> stream)
    {
        var at = stream.IndexOf((byte)'@');
        return at >= 0
            ? KindOfType(stream[(at + 1)..])
            : stream.StartsWith("!"u8) ? KindOfNotice(stream[1..]) : FrameKind.Ignored;
    }

    private FrameKind KindOfType(ReadOnlySpan<byte> type) =>
        type.SequenceEqual("trade"u8) ? (aggregates ? FrameKind.Ignored : FrameKind.Trade)
        : type.SequenceEqual("aggTrade"u8) ? (aggregates ? FrameKind.Trade : FrameKind.Ignored)
        : type.SequenceEqual("bookTicker"u8) ? FrameKind.BookTicker
        : type.StartsWith("depth"u8) ? FrameKind.Depth
        : type.StartsWith("kline"u8) ? FrameKind.Kline
        : type.StartsWith("markPrice"u8) ? FrameKind.MarkPrice
        : KindOfNotice(type);

    private static FrameKind KindOfNotice(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("serverShutdown"u8) ? FrameKind.ServerShutdown
        : name.SequenceEqual("replayEnded"u8) ? FrameKind.ReplayEnded
        : FrameKind.Ignored;
}
