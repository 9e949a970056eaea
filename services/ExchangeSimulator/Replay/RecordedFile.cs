using System.Buffers.Text;

namespace Trading.ExchangeSimulator.Replay;

/// <summary>
/// Reads a recorded session line by line without decoding it to text. Two layouts are known: <c>&lt;receive time in ns&gt;
/// &lt;json&gt;</c>, and cryptofeed's <c>&lt;receive time in s&gt;: &lt;json&gt;</c> after a first line with the URL.
/// </summary>
public sealed class RecordedFile(string path) : IDisposable
{
    /// <summary>Bytes without a message after which the file is taken for something else. It bounds what a small archive may unpack to.</summary>
    public const int LongestGap = 16 * 1024 * 1024;

    private readonly RecordedLines _lines = new(path);

    /// <summary>The next line that holds a JSON message; the span is good until the next call.</summary>
    /// <returns>False at the end of the file.</returns>
    public bool TryRead(out long receivedNs, out ReadOnlySpan<byte> json)
    {
        var skipped = 0;
        while (_lines.TryRead(out var line))
        {
            var brace = line.IndexOf((byte)'{');
            if (brace > 0 && TryParseTime(line[..brace], out receivedNs))
            {
                json = line[brace..];
                return true;
            }

            skipped += line.Length + 1;
            if (skipped > LongestGap)
            {
                throw new InvalidDataException($"{LongestGap} bytes hold no recorded message.");
            }
        }

        receivedNs = 0;
        json = default;
        return false;
    }

    public void Dispose() => _lines.Dispose();

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
}
