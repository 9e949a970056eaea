using System.Buffers.Binary;
using Trading.MarketData.Pipeline;

namespace Trading.MarketData.State;

/// <summary>
/// The windows of a symbol between two trades, as bytes: CRC-32, format, what they were cut by, the id that comes next, the ids below it
/// that were missing, then the sums of every open window. All trades below the next id that are not missing are in the time bars, none
/// above.
/// </summary>
internal sealed class Checkpoint
{
    private const byte Format = 1;
    private const int Checksum = 4;

    private readonly byte[] _bytes;
    private readonly int _windows;

    private Checkpoint(byte[] bytes, int windows, long nextId, long windowsFrom, (long First, long Last)[] missing) =>
        (_bytes, _windows, NextId, WindowsFrom, Missing) = (bytes, windows, nextId, windowsFrom, missing);

    public long NextId { get; }

    /// <summary>The windows that are cut between trades have taken none from this id on: at most <see cref="NextId"/>.</summary>
    public long WindowsFrom { get; }

    /// <summary>Ids below <see cref="NextId"/> that were not there, as ascending ranges.</summary>
    public IReadOnlyList<(long First, long Last)> Missing { get; }

    /// <param name="mark">Intervals, windows and store: a checkpoint is of no use to others.</param>
    public static byte[] Of(SymbolPipeline pipeline, string mark)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write(0);
        writer.Write(Format);
        writer.Write(mark);
        writer.Write(pipeline.NextId);
        writer.Write(pipeline.WindowsFrom);
        var missing = pipeline.Holes.Ranges.ToList();
        writer.Write(missing.Count);
        foreach (var (first, last) in missing)
        {
            writer.Write(first);
            writer.Write(last);
        }

        pipeline.Bars.Save(writer);
        pipeline.Windows.Save(writer);
        var bytes = stream.ToArray();
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, Crc32.Of(bytes.AsSpan(Checksum)));
        return bytes;
    }

    /// <summary>Null when the bytes are torn, of another format, or were cut by something else.</summary>
    public static Checkpoint? Read(byte[] bytes, string mark)
    {
        if (bytes.Length <= Checksum || Crc32.Of(bytes.AsSpan(Checksum)) != BinaryPrimitives.ReadUInt32LittleEndian(bytes))
        {
            return null;
        }

        using var stream = new MemoryStream(bytes);
        using var reader = new BinaryReader(stream);
        stream.Position = Checksum;
        if (reader.ReadByte() != Format || reader.ReadString() != mark)
        {
            return null;
        }

        var nextId = reader.ReadInt64();
        var windowsFrom = reader.ReadInt64();
        var missing = new (long, long)[reader.ReadInt32()];
        for (var i = 0; i < missing.Length; i++)
        {
            missing[i] = (reader.ReadInt64(), reader.ReadInt64());
        }

        return new Checkpoint(bytes, (int)stream.Position, nextId, windowsFrom, missing);
    }

    /// <summary>Puts the windows in place.</summary>
    public void Restore(SymbolPipeline pipeline)
    {
        using var stream = new MemoryStream(_bytes);
        using var reader = new BinaryReader(stream);
        stream.Position = _windows;
        pipeline.Bars.Load(reader);
        pipeline.Windows.Load(reader);
    }
}
