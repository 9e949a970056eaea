using System.Globalization;
using System.IO.Compression;
using System.Text.RegularExpressions;
using Trading.Contracts;
using Trading.ExchangeSimulator.Engine.Markets;
using Trading.ExchangeSimulator.Engine.Tape;

namespace Trading.ExchangeSimulator.Protocol.Archives;

/// <summary>
/// The recorded files of <c>Simulator:ArchiveDirectory</c>: zips as published, or their CSV, plain or gzipped, whose names end with the
/// archive's. A file below a folder <c>spot</c> or <c>futures</c> belongs to that market, any other to both; klines below a folder such as
/// <c>markPriceKlines</c> are of that price, any others of trades.
/// </summary>
internal sealed partial class RecordedArchives
{
    private readonly RecordedArchive[] _files;

    public RecordedArchives(SimulatorOptions options)
    {
        _files = string.IsNullOrEmpty(options.ArchiveDirectory)
            ? []
            : [.. Directory.EnumerateFiles(options.ArchiveDirectory, "*", SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal).Select(path => Read(options.ArchiveDirectory, path)).OfType<RecordedArchive>()];
    }

    /// <summary>The file of this name, or null.</summary>
    public string? Find(ArchiveName name)
    {
        return Array.Find(_files, file => Fits(file, name.Market)
            && string.Equals(file.Kind, name.Kind, StringComparison.Ordinal)
            && string.Equals(file.Stem, name.Stem, StringComparison.Ordinal))?.Path;
    }

    /// <summary>Files with klines of a symbol.</summary>
    /// <param name="kind">Of what price: <c>klines</c>, <c>markPriceKlines</c>, …</param>
    public IEnumerable<RecordedArchive> Klines(MarketKind market, string symbol, BarInterval interval, string kind) => _files.Where(file =>
        file.Interval == interval
            && string.Equals(file.Kind, kind, StringComparison.Ordinal)
            && string.Equals(file.Symbol, symbol, StringComparison.Ordinal)
            && Fits(file, market));

    /// <summary>The CSV in the file; the caller closes it.</summary>
    public static Stream Open(string path)
    {
        if (path.EndsWith(".gz", StringComparison.Ordinal))
        {
            return new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        }

        if (!path.EndsWith(".zip", StringComparison.Ordinal))
        {
            return File.OpenRead(path);
        }

        using var zip = ZipFile.OpenRead(path);
        using var entry = zip.Entries[0].Open();
        var content = new MemoryStream();
        entry.CopyTo(content);
        content.Position = 0;
        return content;
    }

    private static bool Fits(RecordedArchive file, MarketKind market) => file.Market is null || file.Market == market;

    private static RecordedArchive? Read(string root, string path)
    {
        var match = Published().Match(Path.GetFileName(path));
        var date = match.Groups["date"].Value;
        var isMonth = date.Length == "2023-03".Length;
        if (!match.Success
            || !DateTime.TryParseExact(
                date, isMonth ? "yyyy-MM" : "yyyy-MM-dd", CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var from))
        {
            return null;
        }

        var code = match.Groups["kind"].Value;
        var folders = Path.GetRelativePath(root, path).Split(Path.DirectorySeparatorChar);
        var isKlines = BarInterval.TryParse(code == "1mo" ? "1M" : code, out var interval);
        return new RecordedArchive(
            path,
            folders.Contains("spot", StringComparer.Ordinal)
                ? MarketKind.Spot
                : folders.Contains("futures", StringComparer.Ordinal) ? MarketKind.Usdm
                : null,
            match.Groups["stem"].Value,
            isKlines
                ? Array.Find(folders, folder => folder is "markPriceKlines" or "indexPriceKlines" or "premiumIndexKlines") ?? "klines"
                : code,
            match.Groups["symbol"].Value,
            isKlines ? interval : null,
            History.ToUs(from),
            History.ToUs(isMonth ? from.AddMonths(1) : from.AddDays(1)));
    }

    [GeneratedRegex(
        @"(^|[^A-Z0-9])(?<stem>(?<symbol>[A-Z0-9]{1,20})-(?<kind>[0-9a-zA-Z]{2,20})-(?<date>\d{4}-\d{2}(-\d{2})?))\.(zip|csv|csv\.gz)$",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Published();
}

/// <summary>A recorded archive file on disk.</summary>
/// <param name="Market">Null when its folder does not tell: then it stands for both.</param>
/// <param name="Stem">The archive's name without its end, such as <c>BTCUSDT-1h-2023-03</c>.</param>
/// <param name="Kind">As the venue's folders name it: <c>klines</c>, <c>markPriceKlines</c>, <c>aggTrades</c>, …</param>
/// <param name="Interval">Null when the file does not hold klines.</param>
/// <param name="FromUs">First moment that the file's name speaks of, in µs.</param>
/// <param name="ToUs">The moment after the last.</param>
internal sealed record RecordedArchive(
    string Path, MarketKind? Market, string Stem, string Kind, string Symbol, BarInterval? Interval, long FromUs, long ToUs)
{
    public bool Holds(long timeUs) => timeUs >= FromUs && timeUs < ToUs;
}
