using System.Buffers.Binary;
using Trading.ExchangeSimulator.Engine.Markets;
using Trading.ExchangeSimulator.Engine.Tape;

namespace Trading.ExchangeSimulator.Engine.Storage;

/// <summary>
/// A symbol's tape on disk, so that a restarted venue goes on with the next id and still serves what it traded before. A
/// header (magic, founding time, first id) and records of 40 bytes; each batch is handed to the operating system before its
/// frames are sent, so a killed process never reuses an id. A torn last record is cut.
/// </summary>
internal sealed class TapeFile : IDisposable
{
    private const ulong Magic = 0x3130454150415454;
    private const int HeaderSize = 24;
    private const int RecordSize = 40;

    /// <summary>A file grown beyond this is given up at the next start, and the symbol started again with higher ids.</summary>
    private const long MaxBytes = 4L * 1024 * 1024 * 1024;

    private readonly FileStream _file;
    private byte[] _buffer = new byte[RecordSize * 256];

    private TapeFile(FileStream file, long foundedUs)
    {
        _file = file;
        FoundedUs = foundedUs;
    }

    /// <summary>When the symbol's first tape began, on a whole second; its first trade id is the same number.</summary>
    public long FoundedUs { get; }

    public static TapeFile Open(string directory, MarketSpec spec, long nowUs)
    {
        Directory.CreateDirectory(directory);
        var path = Path.Combine(directory, $"{spec.Kind.ToString().ToLowerInvariant()}-{spec.Symbol}.tape");
        var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
        Span<byte> header = stackalloc byte[HeaderSize];
        if (file.Length >= HeaderSize && file.Length <= MaxBytes)
        {
            file.ReadExactly(header);
            if (BinaryPrimitives.ReadUInt64LittleEndian(header) == Magic)
            {
                file.SetLength(HeaderSize + (file.Length - HeaderSize) / RecordSize * RecordSize);
                return new TapeFile(file, BinaryPrimitives.ReadInt64LittleEndian(header[8..]));
            }
        }

        file.SetLength(0);
        file.Position = 0;
        BinaryPrimitives.WriteUInt64LittleEndian(header, Magic);
        BinaryPrimitives.WriteInt64LittleEndian(header[8..], nowUs);
        BinaryPrimitives.WriteInt64LittleEndian(header[16..], nowUs);
        file.Write(header);
        return new TapeFile(file, nowUs);
    }

    /// <summary>Every trade in the file, oldest first; afterwards the file is ready to be appended to.</summary>
    public IEnumerable<TapeTrade> ReadAll()
    {
        _file.Position = HeaderSize;
        var chunk = new byte[RecordSize * 8192];
        int read;
        while ((read = _file.ReadAtLeast(chunk, chunk.Length, throwOnEndOfStream: false)) > 0)
        {
            for (var at = 0; at + RecordSize <= read; at += RecordSize)
            {
                yield return Decode(chunk.AsSpan(at, RecordSize));
            }
        }

        _file.Position = _file.Length;
    }

    public void Append(List<TapeTrade> trades)
    {
        if (trades.Count == 0)
        {
            return;
        }

        if (_buffer.Length < trades.Count * RecordSize)
        {
            _buffer = new byte[trades.Count * RecordSize * 2];
        }

        for (var i = 0; i < trades.Count; i++)
        {
            Encode(_buffer.AsSpan(i * RecordSize, RecordSize), trades[i]);
        }

        _file.Write(_buffer, 0, trades.Count * RecordSize);
    }

    public void Dispose() => _file.Dispose();

    private static void Encode(Span<byte> target, in TapeTrade trade)
    {
        BinaryPrimitives.WriteInt64LittleEndian(target, trade.Id);
        BinaryPrimitives.WriteInt64LittleEndian(target[8..], trade.AggregateId);
        BinaryPrimitives.WriteInt64LittleEndian(target[16..], trade.Price);
        BinaryPrimitives.WriteInt64LittleEndian(target[24..], trade.BuyerIsMaker ? -trade.Quantity : trade.Quantity);
        BinaryPrimitives.WriteInt64LittleEndian(target[32..], trade.TimeUs);
    }

    private static TapeTrade Decode(ReadOnlySpan<byte> source)
    {
        var quantity = BinaryPrimitives.ReadInt64LittleEndian(source[24..]);
        return new TapeTrade(
            BinaryPrimitives.ReadInt64LittleEndian(source),
            BinaryPrimitives.ReadInt64LittleEndian(source[8..]),
            BinaryPrimitives.ReadInt64LittleEndian(source[16..]),
            Math.Abs(quantity),
            BinaryPrimitives.ReadInt64LittleEndian(source[32..]),
            quantity < 0);
    }
}
