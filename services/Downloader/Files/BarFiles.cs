using System.Text.RegularExpressions;
using Trading.Contracts;
using Trading.MarketStore;

namespace Trading.Downloader.Files;

/// <summary>Bars between the store and files in the archives' layout.</summary>
public sealed partial class BarFiles(IMarketStore store)
{
    // Spot files count microseconds from here on.
    private static readonly DateTime Microseconds = new(2025, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>Symbol and interval that a published file's name tells, such as <c>BTCUSDT-1h-2023-01.zip</c>; null when it tells none.</summary>
    public static (string Symbol, BarInterval Interval)? NameOf(string path) =>
        PublishedName().Match(Path.GetFileName(path)) is { Success: true } match
        && BarInterval.TryParse(match.Groups["interval"].Value is "1mo" ? "1M" : match.Groups["interval"].Value, out var interval)
            ? (match.Groups["symbol"].Value, interval)
            : null;

    /// <summary>Stores a file's bars as archive rows; returns rows read and rows that were new or changed.</summary>
    /// <exception cref="InvalidDataException">A line is no bar. What came before it is stored.</exception>
    public async Task<(long Rows, long Stored)> ImportAsync(
        string path, InstrumentId instrument, BarInterval interval, BarSeries series, CancellationToken cancellationToken)
    {
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
    public async Task<long> ExportAsync(
        string path, InstrumentId instrument, BarInterval interval, BarQuery query, bool header, CancellationToken cancellationToken)
    {
        long rows = 0;
        var aside = path + ".part";
        await using (var file = new FileStream(aside, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 18, FileOptions.Asynchronous))
        {
            var line = new byte[1024];
            if (header)
            {
                await file.WriteAsync(System.Text.Encoding.ASCII.GetBytes(KlineCsv.Header + "\n"), cancellationToken);
            }

            var spot = instrument.Venue != Venues.BinanceUsdm;
            await foreach (var bar in store.ReadBarsAsync(instrument, interval, query, cancellationToken))
            {
                if (bar.Closed && bar.Source is (BarSource.Rest or BarSource.Archive))
                {
                    await file.WriteAsync(line.AsMemory(0, KlineCsv.Write(line, bar, spot && bar.OpenTime >= Microseconds)), cancellationToken);
                    rows++;
                }
            }
        }

        File.Move(aside, path, overwrite: true);
        return rows;
    }

    [GeneratedRegex(
        @"(^|[^A-Z0-9])(?<symbol>[A-Z0-9]+)-(?<interval>\d+(s|m|h|d|w|M|mo))-\d{4}-\d{2}(-\d{2})?\.",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 200)]
    private static partial Regex PublishedName();
}
