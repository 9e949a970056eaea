namespace Trading.Accounting;

/// <summary>What an account may hold and on which conditions.</summary>
/// <param name="Hedge">Whether a symbol has a long and a short position side by side.</param>
/// <param name="Leverage">Of every symbol, at least 1; the bracket of a position may allow less.</param>
/// <param name="Brackets">By symbol. A cross-margin account takes no symbol without them.</param>
public sealed record AccountTerms(
    MarginMode Mode, bool Hedge, decimal Leverage, IReadOnlyDictionary<string, MarginBrackets> Brackets)
{
    public static AccountTerms Spot { get; } =
        new(MarginMode.Spot, Hedge: false, Leverage: 1, new Dictionary<string, MarginBrackets>(StringComparer.Ordinal));

    /// <summary>A netting account of derivatives with one margin bracket for every size, where the venue's own are not known.</summary>
    public static AccountTerms CrossMargin(IEnumerable<string> symbols, decimal leverage, decimal maintenanceRate)
    {
        var brackets = new MarginBrackets([new MarginBracket(0, decimal.MaxValue, leverage, maintenanceRate, 0)]);
        return new AccountTerms(
            MarginMode.CrossMargin, Hedge: false, leverage, symbols.ToDictionary(symbol => symbol, _ => brackets, StringComparer.Ordinal));
    }

    /// <summary>What a position of this value binds when it opens, quote currency: all of it on a spot account.</summary>
    public decimal InitialMargin(string symbol, decimal notional) =>
        BracketsOf(symbol) is { } brackets ? brackets.Initial(notional, Leverage) : notional;

    internal MarginBrackets? BracketsOf(string symbol) => Mode == MarginMode.Spot ? null
        : Brackets.TryGetValue(symbol, out var brackets) ? brackets
        : throw new ArgumentException($"No margin brackets of {symbol} are known: a margin account cannot hold it.", nameof(symbol));
}
