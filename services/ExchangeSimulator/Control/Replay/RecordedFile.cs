using System.Buffers.Text;
using System.Text.Json;

namespace Trading.ExchangeSimulator.Control.Replay;

/// <summary>
/// Reads a recorded session line by line without decoding it to text. Two layouts are known: <c>&lt;receive time in ns&gt;
/// &lt;json&gt;</c>, and cryptofeed's <c>&lt;receive time in s&gt;: &lt;json&gt;</c> after a first line with the URL.
/// </summary>
internal sealed class RecordedFile(string path) : IDisposable
{
    /// <summary>
    /// Bytes without a message after which the file is taken for something else. It bounds what a small archive may unpack to.
    /// </summary>
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

            if (_lines.IsCut)
            {
                throw new InvalidDataException($"the file is cut off: line {_lines.Line} ends before its message.");
            }

            skipped += line.Length + 1;
            if (skipped > LongestGap)
            {
                throw new InvalidDataException($"{LongestGap} bytes before line {_lines.Line + 1} hold no recorded message.");
            }
        }

        receivedNs = 0;
        json = default;
        return false;
    }

    /// <summary>Reads the message of the line that was read last.</summary>
    /// <returns>False when it is no market message.</returns>
    /// <exception cref="InvalidDataException">It is damaged; the words are for people.</exception>
    public bool TryParse(ReadOnlySpan<byte> json, RecordedEvent recorded)
    {
        try
        {
            return recorded.Read(json);
        }
        catch (Exception fault) when (fault is JsonException or FormatException or InvalidOperationException or OverflowException)
        {
            throw new InvalidDataException(
                _lines.IsCut ? $"the file is cut off: it ends within the message of line {_lines.Line}."
                : fault is not JsonException broken ? $"line {_lines.Line} has a value of the wrong kind, such as text for a number."
                : EndsEarly(json) ? $"line {_lines.Line} ends within its message."
                : $"line {_lines.Line} is no JSON from byte {broken.BytePositionInLine + 1} of its message on.",
                fault);
        }
    }

    private static bool EndsEarly(ReadOnlySpan<byte> json)
    {
        try
        {
            // More may follow: only what is wrong whatever follows throws.
            var reader = new Utf8JsonReader(json, isFinalBlock: false, default);
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
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
