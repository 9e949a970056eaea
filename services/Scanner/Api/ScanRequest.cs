namespace Trading.Scanner.Api;

/// <param name="Symbols">Symbols to scan now; none means all configured ones.</param>
/// <param name="Venue">None means every venue; needed for a symbol that several of them have.</param>
internal sealed record ScanRequest(IReadOnlyList<string>? Symbols = null, string? Venue = null);
