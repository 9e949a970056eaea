using System.Buffers.Text;

namespace Trading.Benchmarks.MarketData;

/// <summary>
/// One lap of recorded trade frames as WebSocket messages. Before it is sent again, the ids and times in its bytes are moved on in
/// place, so that the sender costs next to nothing.
/// </summary>
internal sealed class TradeWire
{
    private readonly byte[] _bytes;
    private readonly Field[] _fields;
    private long _nextId;

    public TradeWire(int trades)
    {
        var frames = MarketDataFrames.Build(trades);
        _bytes = MarketDataFrames.Wire(frames);
        _fields = new Field[trades];
        var at = 0;
        for (var i = 0; i < trades; i++)
        {
            at += _bytes.AsSpan(at).IndexOf("{\"stream\""u8);
            var frame = _bytes.AsSpan(at, frames[i].Length);
            _fields[i] = new Field(
                at + frame.IndexOf("\"t\":"u8) + 4, at + frame.IndexOf("\"E\":"u8) + 4, at + frame.IndexOf("\"T\":"u8) + 4, at + frame.Length);
            at += frame.Length;
        }

        Utf8Parser.TryParse(_bytes.AsSpan(_fields[0].Id), out _nextId, out _);
    }

    public int Trades => _fields.Length;

    /// <summary>Id of the trade that comes next.</summary>
    public long NextId => _nextId;

    /// <summary>The bytes of trades <paramref name="from"/> to <paramref name="to"/> of the lap, with the next ids and the time given.</summary>
    public ReadOnlyMemory<byte> Stamp(int from, int to, long unixMs)
    {
        for (var i = from; i < to; i++)
        {
            Utf8Formatter.TryFormat(_nextId++, _bytes.AsSpan(_fields[i].Id), out _);
            Utf8Formatter.TryFormat(unixMs, _bytes.AsSpan(_fields[i].EventTime), out _);
            Utf8Formatter.TryFormat(unixMs, _bytes.AsSpan(_fields[i].TradeTime), out _);
        }

        var start = from == 0 ? 0 : _fields[from - 1].End;
        return _bytes.AsMemory(start, _fields[to - 1].End - start);
    }

    private readonly record struct Field(int Id, int EventTime, int TradeTime, int End);
}
