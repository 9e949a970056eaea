using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using Trading.Contracts;

namespace Trading.WebConsole.Live;

/// <summary>The candles that a page looks at.</summary>
internal readonly partial record struct ChartKey(string Symbol, BarInterval Interval)
{
    /// <summary>Symbols go into upstream paths, so only the characters of real symbols pass.</summary>
    public static bool TryParse(string? symbol, string? interval, [NotNullWhen(true)] out ChartKey? key)
    {
        key = symbol is not null && SymbolPattern().IsMatch(symbol) && BarInterval.TryParse(interval, out var parsed)
            ? new ChartKey(symbol.ToUpperInvariant(), parsed)
            : null;
        return key is not null;
    }

    public string Path(int limit) => FormattableString.Invariant($"market/bars/{Symbol}?interval={Interval.Code}&limit={limit}");

    [GeneratedRegex("^[A-Za-z0-9_]{2,32}$", RegexOptions.CultureInvariant)]
    private static partial Regex SymbolPattern();
}
