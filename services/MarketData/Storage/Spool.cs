using System.Buffers.Binary;
using System.Globalization;
using Trading.MarketData.Flow;
using Trading.MarketData.State;

namespace Trading.MarketData.Storage;

/// <summary>
/// An append-only file of deltas for the time that the database does not answer. Each record is its length, its CRC-32 and the delta's
/// bytes;
/// an append is on the disk before it returns. What is read back stays until it is consumed, so a crash while it is being written to
/// the store replays it, and the store's writes are idempotent. One writer.
/// </summary>
internal sealed class Spool : IDisposable
{
    private const int Header = 8;

    private readonly string _path;
    private readonly long _maxBytes;
    private FileStream _file;
    private long _read;
    private long _peeked;
    private long _peekedTicks;
    private long _ticks;

    public Spool(MarketUniverse universe, MarketDataOptions options)
    {
        Directory.CreateDirectory(options.SpoolDirectory);
        _maxBytes = options.SpoolMaxMegabytes * 1024L * 1024;
        _path = Path.Combine(options.SpoolDirectory, $"{universe.Venue}.spool");
        _file = Open();
        CutTornTail();
    }

    /// <summary>Bytes at the end of the file that were no whole record when it was opened; they are fetched from the venue again.</summary>
    public long CutBytes { get; private set; }

    public bool IsEmpty => Bytes == 0;

    /// <summary>Trades that wait for the store.</summary>
    public long Ticks => Volatile.Read(ref _ticks);

    public long Bytes { get; private set; }

    public bool IsFull => Bytes >= _maxBytes;

    /// <summary>Free part of the disk that the spool lies on, 0 to 1.</summary>
    public double FreeDiskRatio
    {
        get
        {
            var disk = new DriveInfo(Path.GetDirectoryName(Path.GetFullPath(_path))!);
            return (double)disk.AvailableFreeSpace / disk.TotalSize;
        }
    }

    /// <summary>
    /// Binds what is appended from now on to its owner, which is remembered beside the file. What another owner has left is set aside; an
    /// owner whose text continues the remembered one is the same.
    /// </summary>
    /// <returns>The file that holds what was set aside; null when nothing was.</returns>
    public string? Claim(string owner)
    {
        var ownerFile = _path + ".owner";
        var known = File.Exists(ownerFile) ? File.ReadAllText(ownerFile) : owner;
        string? aside = null;
        if (!IsEmpty && !owner.StartsWith(known, StringComparison.Ordinal))
        {
            aside = Enumerable.Range(1, int.MaxValue)
                .Select(number => string.Create(CultureInfo.InvariantCulture, $"{_path}.{number}"))
                .First(name => !File.Exists(name));
            _file.Dispose();
            File.Move(_path, aside);
            _file = Open();
            Volatile.Write(ref _ticks, Bytes = 0);
        }

        File.WriteAllText(ownerFile, owner);
        return aside;
    }

    public void Append(IEnumerable<SymbolDelta> deltas)
    {
        _file.Position = _file.Length;
        Span<byte> header = stackalloc byte[Header];
        long ticks = 0;
        foreach (var delta in deltas)
        {
            var record = DeltaCodec.Encode(delta);
            BinaryPrimitives.WriteInt32LittleEndian(header, record.Length);
            BinaryPrimitives.WriteUInt32LittleEndian(header[4..], Crc32.Of(record));
            _file.Write(header);
            _file.Write(record);
            ticks += delta.Trades.Length;
        }

        _file.Flush(flushToDisk: true);
        Volatile.Write(ref _ticks, _ticks + ticks);
        Bytes = _file.Length - _read;
    }

    /// <summary>The oldest deltas, up to about so many trades; the same ones again until <see cref="Consume"/>.</summary>
    public List<SymbolDelta> Peek(int trades)
    {
        var deltas = new List<SymbolDelta>();
        _file.Position = _read;
        _peekedTicks = 0;
        while (_peekedTicks < trades && ReadRecord() is { } record)
        {
            var delta = DeltaCodec.Decode(record);
            deltas.Add(delta);
            _peekedTicks += delta.Trades.Length;
        }

        _peeked = _file.Position;
        return deltas;
    }

    /// <summary>What was read last is in the store.</summary>
    public void Consume()
    {
        _read = _peeked;
        if (_read == _file.Length)
        {
            _file.SetLength(0);
            _file.Flush(flushToDisk: true);
            _read = _peeked = 0;
        }

        Volatile.Write(ref _ticks, _ticks - _peekedTicks);
        _peekedTicks = 0;
        Bytes = _file.Length - _read;
    }

    public void Dispose() => _file.Dispose();

    private FileStream Open() => new(_path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, 1 << 16);

    private void CutTornTail()
    {
        var good = 0L;
        while (ReadRecord() is { } record)
        {
            good = _file.Position;
            _ticks += BinaryPrimitives.ReadInt32LittleEndian(record);
        }

        CutBytes = _file.Length - good;
        if (CutBytes > 0)
        {
            _file.SetLength(good);
            _file.Flush(flushToDisk: true);
        }

        Bytes = good;
    }

    /// <summary>Null at the end, and at a record that is cut off or does not match its checksum.</summary>
    private byte[]? ReadRecord()
    {
        Span<byte> header = stackalloc byte[Header];
        if (_file.ReadAtLeast(header, Header, throwOnEndOfStream: false) < Header)
        {
            return null;
        }

        var length = BinaryPrimitives.ReadInt32LittleEndian(header);
        if (length < 4 || length > _file.Length - _file.Position)
        {
            return null;
        }

        var record = new byte[length];
        _file.ReadExactly(record);
        return Crc32.Of(record) == BinaryPrimitives.ReadUInt32LittleEndian(header[4..]) ? record : null;
    }
}
