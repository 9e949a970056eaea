namespace Trading.Scanner.Api;

/// <summary>Symbols to scan now; none means all configured ones.</summary>
internal sealed record ScanRequest(IReadOnlyList<string>? Symbols = null);
