using System.Globalization;
using System.Text.RegularExpressions;
using Trading.Contracts;
using Trading.ExchangeSimulator.Engine.Markets;

namespace Trading.ExchangeSimulator.Protocol.Archives;

/// <summary>
/// A published archive file by its path below <c>/data</c>, such as <c>spot/monthly/klines/BTCUSDT/1m/BTCUSDT-1m-2024-01.zip</c>.
/// </summary>
internal sealed partial record ArchiveName(
    MarketKind Market, string Kind, string Symbol, BarInterval? Interval, string Stem, DateTime From, DateTime To)
{
    /// <returns>Null when the path is none that the venue publishes.</returns>
    public static ArchiveName? Parse(string path)
    {
        var match = Pattern().Match(path);
        if (!match.Success || !string.Equals(match.Groups["symbol"].Value, match.Groups["again"].Value, StringComparison.Ordinal))
        {
            return null;
        }

        var kind = match.Groups["kind"].Value;
        var monthly = match.Groups["period"].Value == "monthly";
        var isDated = DateTime.TryParseExact(
            match.Groups["date"].Value, monthly ? "yyyy-MM" : "yyyy-MM-dd", CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var from);
        var code = match.Groups["interval"].Value;
        var isKlines = kind.EndsWith("lines", StringComparison.Ordinal);
        BarInterval interval = default;
        var fits = isKlines ? BarInterval.TryParse(code == "1mo" ? "1M" : code, out interval) && match.Groups["folder"].Value == code
            : code == (kind == "fundingRate" ? "fundingRate" : kind);

        // Funding is published by the month alone, second bars on spot alone, and other prices than the last one on futures alone.
        var isPublished = (kind != "fundingRate" || monthly)
            && (match.Groups["market"].Value == "spot"
                ? kind is "klines" or "aggTrades" or "trades"
                : !isKlines || interval != BarInterval.OneSecond);
        return isDated && fits && isPublished
            ? new ArchiveName(
                match.Groups["market"].Value == "spot" ? MarketKind.Spot : MarketKind.Usdm, kind, match.Groups["symbol"].Value,
                isKlines ? interval : null,
                match.Groups["stem"].Value, from, monthly ? from.AddMonths(1) : from.AddDays(1))
            : null;
    }

    [GeneratedRegex(
        "^(?<market>spot|futures/um)/(?<period>daily|monthly)/"
            + "(?<kind>klines|markPriceKlines|indexPriceKlines|premiumIndexKlines|aggTrades|trades|fundingRate)/"
            + "(?<symbol>[A-Z0-9]{1,20})/((?<folder>[0-9a-zA-Z]{2,3})/)?"
            + "(?<stem>(?<again>[A-Z0-9]{1,20})-(?<interval>[0-9a-zA-Z]{2,20})-(?<date>[0-9-]{7,10}))\\.zip$",
        RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pattern();
}
