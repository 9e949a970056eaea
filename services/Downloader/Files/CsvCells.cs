using System.Globalization;
using System.Runtime.CompilerServices;
using Trading.Exchanges.Transport;

namespace Trading.Downloader.Files;

/// <summary>The cells of one line, read from left to right.</summary>
/// <param name="number">Of the line, from 1: a fault names it.</param>
/// <param name="what">What the line should be, such as <c>aggregate trade</c>.</param>
internal ref struct CsvCells(ReadOnlySpan<byte> line, long number, string what)
{
    /// <summary>Microseconds to the year 2100.</summary>
    private const long LastTime = 4_102_444_800_000_000;

    private readonly ReadOnlySpan<byte> _line = line;
    private int _position;

    /// <summary>The cell that was read is the last one: no comma follows it.</summary>
    public bool IsAtEnd { get; private set; }

    public long Integer()
    {
        Step(Utf8Digits.ReadInteger(_line[_position..], out var value));
        return value;
    }

    public decimal Decimal()
    {
        Step(Utf8Digits.ReadDecimal(_line[_position..], out var value));
        return value;
    }

    /// <summary>UTC, of milliseconds or microseconds.</summary>
    public DateTime Time() => TimeOf(Integer(), number, what);

    /// <summary>UTC, of milliseconds or microseconds. Of the numbers far beyond any date some would overflow.</summary>
    public static DateTime TimeOf(long value, long number, string what) => value is >= 0 and <= LastTime
        ? EpochTime.Utc(value)
        : throw new InvalidDataException(string.Create(
            CultureInfo.InvariantCulture, $"Line {number} is no {what}: {value} is no time in milliseconds or microseconds."));

    /// <summary><c>true</c>, <c>True</c>, <c>false</c> or <c>False</c>: files have had both.</summary>
    public bool Truth()
    {
        var rest = _line[_position..];
        var yes = rest.StartsWith("true"u8) || rest.StartsWith("True"u8);
        Step(yes ? 4 : rest.StartsWith("false"u8) || rest.StartsWith("False"u8) ? 5 : 0);
        return yes;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Step(int length)
    {
        _position += length;
        if (length == 0 || (_position < _line.Length && _line[_position] != (byte)','))
        {
            throw new InvalidDataException(
                string.Create(CultureInfo.InvariantCulture, $"Line {number} is no {what}: byte {_position} is not what it must be."));
        }

        IsAtEnd = _position == _line.Length;
        _position += IsAtEnd ? 0 : 1;
    }
}
