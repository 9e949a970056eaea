using System.Buffers.Text;
using System.Globalization;

namespace Trading.Downloader.Files;

/// <summary>Writes the cells of one line into a buffer, each with the comma or the line's end behind it.</summary>
internal ref struct CsvCellWriter(Span<byte> buffer)
{
    private readonly Span<byte> _buffer = buffer;

    public int Length { get; private set; }

    /// <summary>Trailing zeros are kept: they stand in the venue's files too.</summary>
    public void Add(decimal value)
    {
        value.TryFormat(_buffer[Length..], out var written, provider: CultureInfo.InvariantCulture);
        End(written);
    }

    public void Add(long value)
    {
        Utf8Formatter.TryFormat(value, _buffer[Length..], out var written);
        End(written);
    }

    public void Add(DateTime time, bool microseconds) =>
        Add((time.Ticks - DateTime.UnixEpoch.Ticks) / (microseconds ? TimeSpan.TicksPerMicrosecond : TimeSpan.TicksPerMillisecond));

    public void Add(ReadOnlySpan<byte> text)
    {
        text.CopyTo(_buffer[Length..]);
        End(text.Length);
    }

    /// <summary>The line is whole.</summary>
    public void EndLine() => _buffer[Length - 1] = (byte)'\n';

    private void End(int written)
    {
        Length += written;
        _buffer[Length++] = (byte)',';
    }
}
