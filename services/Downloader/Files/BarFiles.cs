using Trading.Contracts;
using Trading.Exchanges.Venues;
using Trading.MarketStore.Bars;

namespace Trading.Downloader.Files;

/// <summary>Bars between the store and files in the archives' layout.</summary>
internal sealed class BarFiles(IBarStore store, VenueCatalog venues, TimeProvider time)
{
    /// <summary>Stores a file's bars as archive rows; returns rows read and rows that were new or changed.</summary>
    /// <exception cref="InvalidDataException">A line is no bar, or not of this interval. Nothing is stored.</exception>
    public async Task<(long Rows, long Stored)> ImportAsync(
        string path, InstrumentId instrument, BarInterval interval, BarSeries series, CancellationToken cancellationToken)
    {
        // Once for nothing but its faults: a bad file changes nothing.
        long rows, stored = 0;
        await using (var content = PublishedFile.Open(path, zip: false))
        {
            rows = PublishedFile.NotEmpty(Read(content, interval, series).Sum(batch => (long)batch.Count));
        }

        await using var good = PublishedFile.Open(path, zip: false);
        foreach (var batch in Read(good, interval, series))
        {
            stored += await store.WriteBarsAsync(instrument, batch, series, cancellationToken);
        }

        return (rows, stored);
    }

    /// <summary>Writes closed bars of the venue, oldest first; returns how many.</summary>
    public Task<long> ExportAsync(
        string path, InstrumentId instrument, BarInterval interval, BarQuery query, bool header, CancellationToken cancellationToken)
    {
        var spot = venues.ArchivesOf(instrument.Venue) != ArchiveLayout.Futures;
        var bars = store.ReadBarsAsync(instrument, interval, query, cancellationToken)
            .Where(bar => bar.Closed && bar.Source is (BarSource.Rest or BarSource.Archive));
        return CsvOutput.WriteAsync(path, header ? KlineCsv.Header : null, bars, Write, cancellationToken);

        int Write(Span<byte> line, in Bar bar) => KlineCsv.Write(line, bar, FileStyle.IsMicroseconds(spot, bar.OpenTime));
    }

    private IEnumerable<List<Bar>> Read(Stream content, BarInterval interval, BarSeries series) =>
        KlineCsv.Read(content, interval, series, FactRules.Latest(time));
}
