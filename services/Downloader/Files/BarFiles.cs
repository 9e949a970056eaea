using System.Globalization;
using Trading.Contracts;
using Trading.MarketStore;

namespace Trading.Downloader.Files;

/// <summary>Bars between the store and files in the archives' layout.</summary>
public sealed class BarFiles(IMarketStore store)
{
    /// <summary>Stores a file's bars as archive rows; returns rows read and rows that were new or changed.</summary>
    /// <exception cref="InvalidDataException">A line is no bar, or not of this interval. Nothing is stored.</exception>
    public async Task<(long Rows, long Stored)> ImportAsync(
        string path, InstrumentId instrument, BarInterval interval, BarSeries series, CancellationToken cancellationToken)
    {
        Check(path, interval);
        long rows = 0, stored = 0;
        await using var content = PublishedFile.Open(path, zip: false);
        foreach (var batch in KlineCsv.Read(content, interval))
        {
            rows += batch.Count;
            stored += await store.WriteBarsAsync(instrument, batch, series, cancellationToken);
        }

        return (rows, stored);
    }

    /// <summary>Writes closed bars of the venue, oldest first; returns how many.</summary>
    public Task<long> ExportAsync(
        string path, InstrumentId instrument, BarInterval interval, BarQuery query, bool header, CancellationToken cancellationToken)
    {
        var spot = instrument.Venue != Venues.BinanceUsdm;
        var bars = store.ReadBarsAsync(instrument, interval, query, cancellationToken)
            .Where(bar => bar.Closed && bar.Source is (BarSource.Rest or BarSource.Archive));
        return CsvOutput.WriteAsync(path, header ? KlineCsv.Header : null, bars, Write, cancellationToken);

        int Write(Span<byte> line, in Bar bar) => KlineCsv.Write(line, bar, FileStyle.IsMicroseconds(spot, bar.OpenTime));
    }

    /// <summary>Reads the file once for nothing but its faults: a bad file changes nothing.</summary>
    private static void Check(string path, BarInterval interval)
    {
        using var content = PublishedFile.Open(path, zip: false);
        Bar last = default;
        foreach (var batch in KlineCsv.Read(content, interval))
        {
            foreach (var bar in batch)
            {
                if (bar.CloseTime >= interval.CloseOf(bar.OpenTime) || (bar.OpenTime > last.OpenTime && bar.OpenTime < interval.CloseOf(last.OpenTime)))
                {
                    throw new InvalidDataException(string.Create(
                        CultureInfo.InvariantCulture, $"The bar of {bar.OpenTime:yyyy-MM-dd HH:mm:ss} is not one of {interval.Code}: it is longer, or the one before it shorter."));
                }

                last = bar;
            }
        }
    }
}
