using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using Trading.Contracts;

namespace Trading.WebConsole.Live;

/// <summary>The candles that a page looks at.</summary>
/// <param name="Venue">Null where the run has one.</param>
internal readonly partial record struct ChartKey(string Symbol, BarInterval Interval, string? Venue = null)
{
    /// <summary>Symbols and venues go into upstream paths, so only the characters of real ones pass.</summary>
    public static bool TryParse(string? symbol, string? interval, [NotNullWhen(true)] out ChartKey? key, string? venue = null)
    {
        key = symbol is not null && SymbolPattern().IsMatch(symbol) && BarInterval.TryParse(interval, out var parsed)
            && (venue is null || VenuePattern().IsMatch(venue))
            ? new ChartKey(symbol.ToUpperInvariant(), parsed, venue)
            : null;
        return key is not null;
    }

    public string Path(int limit) => FormattableString.Invariant(
        $"market/bars/{Symbol}?interval={Interval.Code}&limit={limit}{(Venue is null ? "" : "&venue=" + Venue)}");

    [GeneratedRegex("^[A-Za-z0-9_]{2,32}$", RegexOptions.CultureInvariant)]
    private static partial Regex SymbolPattern();

    [GeneratedRegex("^[a-z0-9-]{1,32}$", RegexOptions.CultureInvariant)]
    private static partial Regex VenuePattern();
}
