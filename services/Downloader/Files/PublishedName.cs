using System.Text.RegularExpressions;
using Trading.Contracts;

namespace Trading.Downloader.Files;

/// <summary>
/// What the name of a published file tells, such as <c>BTCUSDT-1h-2023-01.zip</c> or <c>BTCUSDT-aggTrades-2024-03-01.zip</c>.
/// </summary>
/// <param name="Interval">Set for bars.</param>
/// <param name="Series">From a folder such as <c>markPriceKlines</c> above the file; null when none tells.</param>
internal sealed partial record PublishedName(FileKind Kind, string Symbol, BarInterval? Interval, BarSeries? Series)
{
    /// <summary>Null when the name tells nothing.</summary>
    public static PublishedName? Of(string path)
    {
        var match = Pattern().Match(Path.GetFileName(path));
        var (symbol, code) = (match.Groups["symbol"].Value, match.Groups["kind"].Value);
        return code switch
        {
            "" => null,
            "aggTrades" => new PublishedName(FileKind.AggTrades, symbol, Interval: null, Series: null),
            "trades" => new PublishedName(FileKind.Trades, symbol, Interval: null, Series: null),
            "fundingRate" => new PublishedName(FileKind.Funding, symbol, Interval: null, Series: null),
            _ => BarInterval.TryParse(code is "1mo" ? "1M" : code, out var interval)
                ? new PublishedName(FileKind.Bars, symbol, interval, SeriesOf(path))
                : null,
        };
    }

    private static BarSeries? SeriesOf(string path)
    {
        var folders = Path.GetFullPath(path).Split(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar);
        return folders.Contains("markPriceKlines", StringComparer.Ordinal) ? BarSeries.Mark
            : folders.Contains("indexPriceKlines", StringComparer.Ordinal) ? BarSeries.Index
            : folders.Contains("premiumIndexKlines", StringComparer.Ordinal) ? BarSeries.Premium
            : null;
    }

    /// <summary>A symbol of a contract with a date, such as <c>BTCUSDT_240329</c>, keeps it.</summary>
    [GeneratedRegex(
        @"(^|[^A-Z0-9])(?<symbol>[A-Z0-9]+(_\d{6})?)-(?<kind>\d+(s|m|h|d|w|M|mo)|aggTrades|trades|fundingRate)-\d{4}-\d{2}",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 200)]
    private static partial Regex Pattern();
}
