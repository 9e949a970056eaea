using Trading.Exchanges.Venues;

namespace Trading.Downloader.CommandLine;

/// <summary>
/// <c>--exchange</c>: an exchange or one of its markets and, if wanted, an instrument: <c>EXCHANGE:BTC/USDT</c> is spot,
/// <c>EXCHANGE:BTC/USDT:USDT</c> the perpetual that settles in USDT.
/// </summary>
/// <param name="Venue">Of a shipped venue.</param>
/// <param name="Symbol">In the venue's spelling; null when the name had none.</param>
internal sealed record ExchangeName(VenueDescription Venue, string? Symbol)
{
    private static readonly VenueDescription[] Venues = [.. ShippedVenues.Descriptions];

    /// <summary>Examples of help texts.</summary>
    public static string Spot { get; } = Example(Array.Find(Venues, venue => !venue.IsSimulated && !venue.IsPerpetual)!);

    public static string Perpetual { get; } = Example(Array.Find(Venues, venue => !venue.IsSimulated && venue.IsPerpetual)!);

    /// <summary>Where nothing is given: the first real exchange.</summary>
    public static string Default { get; } = Array.Find(Venues, venue => !venue.IsSimulated)!.Exchange;

    /// <summary>Every venue, as it is written and what it is.</summary>
    public static string Choices { get; } = string.Join(
        ", ", Venues.Select(venue => $"{Example(venue)} ({venue.Market})").Distinct(StringComparer.Ordinal));

    public static ExchangeName Parse(string text)
    {
        var parts = text.Split(':', StringSplitOptions.TrimEntries);
        var pair = parts.Length > 1 && parts[1].Length > 0 ? parts[1].ToUpperInvariant() : null;
        var perpetual = parts.Length == 3;
        var venue = Array.Find(Venues, venue => Is(venue.Name, parts[0]) && (!perpetual || venue.IsPerpetual))
            ?? Array.Find(Venues, venue => Is(venue.Exchange, parts[0]) && venue.IsPerpetual == perpetual);
        return venue is null || parts.Length > 3 || pair?.Count(c => c == '/') > 1
            ? throw new WrongUseException($"'{text}' is not an exchange; write one of {Choices}.")
            : new ExchangeName(venue, pair?.Replace("/", "", StringComparison.Ordinal));
    }

    private static string Example(VenueDescription venue) => $"{venue.Exchange}:BTC/USDT{(venue.IsPerpetual ? ":USDT" : "")}";

    private static bool Is(string name, string text) => string.Equals(name, text, StringComparison.OrdinalIgnoreCase);
}
