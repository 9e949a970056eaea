using Trading.MarketStore.History;

namespace Trading.Downloader.Files;

/// <summary>
/// Funding settlements in the layout of the published archives (time, interval in hours, rate), or as a plain list of time and rate.
/// </summary>
internal static class FundingCsv
{
    private const string What = "funding settlement";

    public const string Header = "calc_time,funding_interval_hours,last_funding_rate";

    /// <summary>Rows of a file, in batches that are reused: a batch lives until the next one is asked for.</summary>
    /// <param name="latest">UTC: no row is of a later time.</param>
    /// <exception cref="InvalidDataException">A line is no settlement; the message names it.</exception>
    public static IEnumerable<List<FundingRate>> Read(Stream stream, DateTime latest) => CsvBatches.Read<FundingRate>(
        stream, What, Row, (in FundingRate rate) => FactRules.OfFunding(rate, latest), static (in FundingRate rate) => rate.Time.Ticks);

    /// <summary>One line, with its end, into the buffer; returns its length.</summary>
    public static int Write(Span<byte> buffer, in FundingRate rate, int intervalHours)
    {
        var cells = new CsvCellWriter(buffer);
        cells.Add(rate.Time, microseconds: false);
        cells.Add((long)intervalHours);
        cells.Add(rate.Rate);
        cells.EndLine();
        return cells.Length;
    }

    private static FundingRate Row(ReadOnlySpan<byte> line, long number)
    {
        var cells = new CsvCells(line, number, What);
        var time = cells.Time();
        var second = cells.Decimal();
        if (cells.IsAtEnd)
        {
            return new FundingRate(time, second, MarkPrice: null);
        }

        return second is >= 1 and <= 24 && decimal.IsInteger(second)
            ? new FundingRate(time, cells.Decimal(), MarkPrice: null, (int)second)
            : throw new InvalidDataException(
                FormattableString.Invariant($"Line {number} is no funding settlement: {second} is no interval in hours."));
    }
}
