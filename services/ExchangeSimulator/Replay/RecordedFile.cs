using System.Buffers.Text;
using System.IO.Compression;

namespace Trading.ExchangeSimulator.Replay;

/// <summary>
/// Reads a recorded session line by line without decoding it to text. Two layouts are known: <c>&lt;receive time in ns&gt;
/// &lt;json&gt;</c>, and cryptofeed's <c>&lt;receive time in s&gt;: &lt;json&gt;</c> after a first line with the URL.
/// </summary>
public sealed class RecordedFile(string path) : IDisposable
{
    private readonly Stream _stream = Open(path);
    private byte[] _buffer = new byte[1 << 20];
    private int _start;
    private int _end;

    /// <summary>The next line that holds a JSON message; the span is good until the next call.</summary>
    /// <returns>False at the end of the file.</returns>
    public bool TryRead(out long receivedNs, out ReadOnlySpan<byte> json)
    {
        while (TryReadLine(out var line))
        {
            var brace = line.IndexOf((byte)'{');
            if (brace > 0 && TryParseTime(line[..brace], out receivedNs))
            {
                json = line[brace..];
                return true;
            }
        }

        receivedNs = 0;
        json = default;
        return false;
    }

    public void Dispose() => _stream.Dispose();

    private static Stream Open(string path)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        return path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionMode.Decompress) : file;
    }

    private static bool TryParseTime(ReadOnlySpan<byte> text, out long ns)
    {
        text = text.Trim((byte)' ');
        if (text.EndsWith(":"u8))
        {
            var isSeconds = Utf8Parser.TryParse(text[..^1], out double seconds, out var used) && used == text.Length - 1;
            ns = (long)(seconds * 1e9);
            return isSeconds;
        }

        return Utf8Parser.TryParse(text, out ns, out var consumed) && consumed == text.Length;
    }

    private bool TryReadLine(out ReadOnlySpan<byte> line)
    {
        var searched = 0;
        while (true)
        {
            var end = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)'\n');
            if (end >= 0)
            {
                line = _buffer.AsSpan(_start, searched + end);
                _start += searched + end + 1;
                return true;
            }

            searched = _end - _start;
            if (!Fill())
            {
                // The last line may lack its newline.
                line = _buffer.AsSpan(_start, _end - _start);
                _start = _end;
                return line.Length > 0;
            }
        }
    }

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
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        var read = _stream.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        return read > 0;
    }
}
