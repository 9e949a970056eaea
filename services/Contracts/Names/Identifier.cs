namespace Trading.Contracts;

/// <summary>
/// The one rule for what people and programs call things by: accounts, strategies, idempotency keys, venue symbols. Bounded and ASCII, so
/// that an id fits every store, log line and venue, and no two ids look alike.
/// </summary>
public static class Identifier
{
    public const int MaxLength = 64;

    public const string Rule = "1 to 64 characters of A-Z a-z 0-9 . _ : -";

    public const string NameRule = "1 to 64 printable ASCII characters, at least one a letter or digit";

    public const string SymbolRule = "1 to 40 characters of A-Z a-z 0-9 _ -";

    private const int MaxSymbolLength = 40;

    /// <summary>Whether the text can be an id.</summary>
    public static bool IsValid(string? text) =>
        text is { Length: > 0 and <= MaxLength } && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or ':' or '-');

    /// <summary>Whether the text can be a name that people read: an id with spaces and signs.</summary>
    public static bool IsName(string? text) =>
        text is { Length: > 0 and <= MaxLength } && text.All(c => c is >= ' ' and <= '~') && text.Any(char.IsAsciiLetterOrDigit);

    /// <summary>Whether the text can be a symbol in a venue's spelling, such as <c>BTCUSDT</c> or <c>BTCUSDT_260327</c>.</summary>
    public static bool IsSymbol(string? text) =>
        text is { Length: > 0 and <= MaxSymbolLength } && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');
}
