using Trading.Contracts;
using Trading.MarketStore;
using Trading.MarketStore.History;

namespace Trading.Downloader.Files;

/// <summary>Funding settlements between the store and files: a year has a thousand rows or two, so they are held at once.</summary>
internal sealed class FundingFiles(IHistoryStore store, TimeProvider time)
{
    private const int UsualHours = 8;

    /// <summary>Rows of a file, each time once.</summary>
    /// <exception cref="InvalidDataException">A line is no settlement.</exception>
    public static IReadOnlyList<FundingRate> Read(Stream content, DateTime latest) =>
        [.. FundingCsv.Read(content, latest).SelectMany(batch => batch.ToArray()).DistinctBy(rate => rate.Time)];

    /// <returns>Rows read, and rows that were new or became complete.</returns>
    /// <exception cref="InvalidDataException">A line is no settlement. Nothing is stored.</exception>
    public async Task<(long Rows, long Stored)> ImportAsync(string path, InstrumentId instrument, CancellationToken cancellationToken)
    {
        await using var content = PublishedFile.Open(path, zip: false);
        var rates = Read(content, FactRules.Latest(time));
        return (PublishedFile.NotEmpty(rates.Count), await store.WriteFundingAsync(instrument, rates, cancellationToken));
    }

    /// <summary>Writes settlements of the time in the archives' layout, oldest first; returns how many.</summary>
    public async Task<long> ExportAsync(
        string path, InstrumentId instrument, TimeRange range, bool header, CancellationToken cancellationToken)
    {
        var rates = await store.ReadFundingAsync(instrument, range.From, range.To, cancellationToken).ToListAsync(cancellationToken);
        var rows = rates.Select((rate, i) => (Rate: rate, Hours: rate.IntervalHours ?? HoursAt(rates, i)));
        return await CsvOutput.WriteAsync(path, header ? FundingCsv.Header : null, rows.ToAsyncEnumerable(), Write, cancellationToken);

        static int Write(Span<byte> line, in (FundingRate Rate, int Hours) row) => FundingCsv.Write(line, row.Rate, row.Hours);
    }

    /// <summary>
    /// REST does not tell the interval: it is the time since the settlement before, or where that is absent, to the next.
    /// </summary>
    private static int HoursAt(List<FundingRate> rates, int i)
    {
        var (from, to) = i > 0 ? (i - 1, i) : (i, i + 1);
        var hours = to < rates.Count ? (int)Math.Round((rates[to].Time - rates[from].Time).TotalHours) : UsualHours;
        return hours is >= 1 and <= UsualHours ? hours : UsualHours;
    }
}
