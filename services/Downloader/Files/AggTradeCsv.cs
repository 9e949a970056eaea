using System.Globalization;
using System.Runtime.CompilerServices;
using Trading.Contracts;
using Trading.Exchanges.Binance.Rest.Parsing;

namespace Trading.Downloader.Files;

/// <summary>
/// Aggregate trades in the layout of the published archives: id, price, quantity, first trade id, last trade id, time, buyer is maker
/// and, on spot, best match. Some files have a header.
/// </summary>
internal static class AggTradeCsv
{
    /// <summary>Rows of a file, in batches that are reused: a batch lives until the next one is asked for.</summary>
    /// <exception cref="InvalidDataException">A line is no aggregate trade; the message names it.</exception>
    public static IEnumerable<List<AggregateTrade>> Read(Stream stream, int batchRows = 10_000)
    {
        using var lines = new CsvLines(stream);
        var batch = new List<AggregateTrade>(batchRows);
        while (Fill(lines, batch, batchRows) || batch.Count > 0)
        {
            yield return batch;
            batch.Clear();
        }
    }

    private static bool Fill(CsvLines lines, List<AggregateTrade> batch, int rows)
    {
        while (batch.Count < rows)
        {
            if (!lines.Next(out var line))
            {
                return false;
            }

            if (line.Length > 0 && (lines.Count > 1 || (uint)(line[0] - '0') <= 9))
            {
                batch.Add(Row(line, lines.Count));
            }
        }

        return true;
    }

    private static AggregateTrade Row(ReadOnlySpan<byte> line, long number)
    {
        var position = 0;
        var id = Integer(line, ref position, number);
        Step(line, ref position, Utf8Digits.ReadDecimal(line[position..], out var price), number);
        Step(line, ref position, Utf8Digits.ReadDecimal(line[position..], out var quantity), number);
        var first = Integer(line, ref position, number);
        var last = Integer(line, ref position, number);
        var time = KlinePageParser.TimeOf(Integer(line, ref position, number));
        var buyerIsMaker = Truth(line, ref position, number);
        bool? bestMatch = position < line.Length ? Truth(line, ref position, number) : null;
        return new AggregateTrade(id, price, quantity, first, last, time, buyerIsMaker ? Side.Sell : Side.Buy, bestMatch);
    }

    /// <summary><c>true</c>, <c>True</c>, <c>false</c> or <c>False</c>: files have had both.</summary>
    private static bool Truth(ReadOnlySpan<byte> line, ref int position, long number)
    {
        var yes = position < line.Length && (line[position] | 0x20) == (byte)'t';
        Step(line, ref position, yes ? 4 : 5, number);
        return yes;
    }

    private static long Integer(ReadOnlySpan<byte> line, ref int position, long number)
    {
        Step(line, ref position, Utf8Digits.ReadInteger(line[position..], out var value), number);
        return value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step(ReadOnlySpan<byte> line, ref int position, int length, long number)
    {
        position += length;
        if (length == 0 || position > line.Length || (position < line.Length && line[position] != (byte)','))
        {
            throw new InvalidDataException(
                string.Create(CultureInfo.InvariantCulture, $"Line {number} is no aggregate trade: byte {position} is not what it must be."));
        }

        position = position < line.Length ? position + 1 : position;
    }
}
