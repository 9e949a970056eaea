namespace Trading.PaperTrading.Domain;

/// <summary>What a strategy's real orders did to one symbol, base currency, signed.</summary>
/// <param name="Expected">Position if every order that is still open fills.</param>
/// <param name="Filled">Position from the fills that order execution reported.</param>
/// <param name="DriftSince">
/// When <paramref name="Filled"/> began to differ from the paper position (UTC), and has since but for the moments of a trade that is
/// under way; null while they agree.
/// </param>
internal readonly record struct LivePosition(string Symbol, decimal Expected, decimal Filled, DateTime? DriftSince);
