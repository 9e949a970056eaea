using System.Buffers;

namespace Trading.Downloader.Files;

/// <summary>Lines of a stream as bytes, without their ends, in constant memory: a line lives until the next one is asked for.</summary>
internal sealed class CsvLines(Stream stream) : IDisposable
{
    private const int BufferSize = 1 << 18;

    /// <summary>Rows of every kind have less than 300 bytes.</summary>
    private const int LongestLine = 4096;

    private readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
    private int _from;
    private int _to;
    private bool _ended;

    /// <summary>Lines handed out so far.</summary>
    public long Count { get; private set; }

    public bool Next(out ReadOnlySpan<byte> line)
    {
        while (true)
        {
            var rest = _buffer.AsSpan(_from, _to - _from);
            var end = rest.IndexOf((byte)'\n');
            if ((end >= 0 ? end : rest.Length) > LongestLine)
            {
                throw new InvalidDataException($"Line {Count + 1} is longer than {LongestLine} bytes.");
            }

            if (end >= 0 || (_ended && rest.Length > 0))
            {
                line = end >= 0 ? rest[..end] : rest;
                _from += end >= 0 ? end + 1 : rest.Length;
                line = line.Length > 0 && line[^1] == (byte)'\r' ? line[..^1] : line;
                Count++;
                return true;
            }

            if (_ended)
            {
                line = default;
                return false;
            }

            Fill();
        }
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);

    private void Fill()
    {
        _buffer.AsSpan(_from, _to - _from).CopyTo(_buffer);
        _to -= _from;
        _from = 0;
        var read = stream.Read(_buffer.AsSpan(_to));
        _ended = read == 0;
        _to += read;
    }
}
