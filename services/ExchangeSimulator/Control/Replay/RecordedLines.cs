using System.IO.Compression;

namespace Trading.ExchangeSimulator.Control.Replay;

/// <summary>Lines of a plain or gzipped file as bytes. A line has a bound, so that no file fills the memory.</summary>
internal sealed class RecordedLines : IDisposable
{
    /// <summary>The deepest book snapshot takes a tenth of it.</summary>
    public const int LongestLine = 4 * 1024 * 1024;

    private readonly Stream _stream;
    private byte[] _buffer = new byte[1 << 20];
    private int _start;
    private int _end;

    public RecordedLines(string path)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        _stream = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionMode.Decompress) : file;
    }

    /// <summary>Number of the line that was read last, from 1.</summary>
    public long Line { get; private set; }

    /// <summary>Whether the file ends within the line that was read last.</summary>
    public bool IsCut { get; private set; }

    /// <summary>The next line without its end; the span is good until the next call.</summary>
    /// <returns>False at the end of the file.</returns>
    /// <exception cref="InvalidDataException">A line is too long, or the compressed data is damaged; the words are for people.</exception>
    public bool TryRead(out ReadOnlySpan<byte> line)
    {
        var searched = 0;
        while (true)
        {
            var end = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)'\n');
            if (end >= 0)
            {
                line = _buffer.AsSpan(_start, searched + end);
                _start += searched + end + 1;
                Line++;
                return true;
            }

            searched = _end - _start;
            if (!Fill())
            {
                // The last line may lack its newline.
                line = _buffer.AsSpan(_start, _end - _start);
                _start = _end;
                IsCut = line.Length > 0;
                Line += IsCut ? 1 : 0;
                return IsCut;
            }
        }
    }

    public void Dispose() => _stream.Dispose();

    private bool Fill()
    {
        if (_start > 0)
        {
            Buffer.BlockCopy(_buffer, _start, _buffer, 0, _end - _start);
            _end -= _start;
            _start = 0;
        }

        if (_end == _buffer.Length)
        {
            if (_buffer.Length >= LongestLine)
            {
                throw new InvalidDataException($"line {Line + 1} is longer than {LongestLine} bytes, so it is no message of a venue.");
            }

            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        int read;
        try
        {
            read = _stream.Read(_buffer, _end, _buffer.Length - _end);
        }
        catch (InvalidDataException fault)
        {
            throw new InvalidDataException(
                Line == 0 && _end == 0 ? "the file is not compressed by gzip, as its name says, or its beginning is damaged."
                : $"the compressed data is damaged in line {Line + 1}.",
                fault);
        }

        _end += read;
        return read > 0;
    }
}
