using System.Buffers.Text;
using System.Globalization;
using System.Runtime.CompilerServices;
using Trading.Contracts;
using Trading.Exchanges.Transport;

namespace Trading.Downloader.Files;

/// <summary>
/// Bars in the layout of the published archives: open time, open, high, low, close, volume, close time, quote volume, count, taker buy
/// volume, taker buy quote volume, ignore. Times are milliseconds, or microseconds in spot files from 2025 on; some files have a header.
/// </summary>
internal static class KlineCsv
{
    public const string Header =
        "open_time,open,high,low,close,volume,close_time,quote_volume,count,taker_buy_volume,taker_buy_quote_volume,ignore";

    /// <summary>Rows of a file, in batches that are reused: a batch lives until the next one is asked for.</summary>
    /// <exception cref="InvalidDataException">A line is no bar; the message names it.</exception>
    /// <param name="latest">UTC: no row is of a later time.</param>
    public static IEnumerable<List<Bar>> Read(Stream stream, BarInterval interval, BarSeries series, DateTime latest) =>
        CsvBatches.Read<Bar>(
        stream, "bar of " + interval.Code, (line, number) => Row(line, interval, number),
        (in Bar bar) => FactRules.OfBar(bar, series, latest), static (in Bar bar) => bar.OpenTime.Ticks);

    /// <summary>One line, with its end, into the buffer; returns its length.</summary>
    /// <param name="microseconds">The unit of the two times.</param>
    public static int Write(Span<byte> buffer, in Bar bar, bool microseconds)
    {
        var length = 0;
        Add(buffer, ref length, Time(bar.OpenTime, microseconds));
        Add(buffer, ref length, bar.Open);
        Add(buffer, ref length, bar.High);
        Add(buffer, ref length, bar.Low);
        Add(buffer, ref length, bar.Close);
        Add(buffer, ref length, bar.Volume);
        Add(
            buffer,
            ref length,
            bar.CloseTime is { } closeTime ? Time(closeTime, microseconds) : Time(bar.Interval.CloseOf(bar.OpenTime), microseconds) - 1);
        Add(buffer, ref length, bar.QuoteVolume);
        Add(buffer, ref length, bar.TradeCount);
        Add(buffer, ref length, bar.TakerBuyVolume);
        Add(buffer, ref length, bar.TakerBuyQuoteVolume);
        buffer[length++] = (byte)'0';
        buffer[length++] = (byte)'\n';
        return length;
    }

    private static Bar Row(ReadOnlySpan<byte> line, BarInterval interval, long number)
    {
        var position = 0;
        var openTime = CsvCells.TimeOf(Integer(line, ref position, number), number, "bar");
        var open = Decimal(line, ref position, number);
        var high = Decimal(line, ref position, number);
        var low = Decimal(line, ref position, number);
        var close = Decimal(line, ref position, number);
        var volume = Decimal(line, ref position, number);
        var closeNumber = Integer(line, ref position, number);
        CsvCells.TimeOf(closeNumber, number, "bar");
        var closeTime = EpochTime.IrregularClose(interval, openTime, closeNumber);
        var quoteVolume = Decimal(line, ref position, number);
        var count = Integer(line, ref position, number);
        var takerBuy = Decimal(line, ref position, number);
        var takerBuyQuote = Decimal(line, ref position, number);
        return new Bar(
            openTime, interval, open, high, low, close, volume, quoteVolume, count, takerBuy, takerBuyQuote, Closed: true,
            BarSource.Archive,
            CloseTime: closeTime);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static decimal Decimal(ReadOnlySpan<byte> line, ref int position, long number)
    {
        var length = Utf8Digits.ReadDecimal(line[position..], out var value);
        Step(line, ref position, length, number);
        return value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long Integer(ReadOnlySpan<byte> line, ref int position, long number)
    {
        var length = Utf8Digits.ReadInteger(line[position..], out var value);
        Step(line, ref position, length, number);
        return value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step(ReadOnlySpan<byte> line, ref int position, int length, long number)
    {
        position += length;
        if (length == 0 || (position < line.Length && line[position] != (byte)','))
        {
            throw new InvalidDataException(
                string.Create(CultureInfo.InvariantCulture, $"Line {number} is no bar: byte {position} is not what it must be."));
        }

        position = position < line.Length ? position + 1 : position;
    }

    private static long Time(DateTime time, bool microseconds) =>
        (time.Ticks - DateTime.UnixEpoch.Ticks) / (microseconds ? TimeSpan.TicksPerMicrosecond : TimeSpan.TicksPerMillisecond);

    private static void Add(Span<byte> buffer, ref int length, decimal value)
    {
        value.TryFormat(buffer[length..], out var written, provider: CultureInfo.InvariantCulture);
        length += written;
        buffer[length++] = (byte)',';
    }

    private static void Add(Span<byte> buffer, ref int length, long value)
    {
        Utf8Formatter.TryFormat(value, buffer[length..], out var written);
        length += written;
        buffer[length++] = (byte)',';
    }
}
