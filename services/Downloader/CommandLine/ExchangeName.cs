using Trading.Contracts;

namespace Trading.Downloader.CommandLine;

/// <summary>
/// <c>--exchange</c>: an exchange and, if wanted, an instrument: <c>BINANCE:BTC/USDT</c> is spot, <c>BINANCE:BTC/USDT:USDT</c> the
/// perpetual that settles in USDT.
/// </summary>
/// <param name="Venue">One of <see cref="Venues.All"/>.</param>
/// <param name="Symbol">In the venue's spelling; null when the name had none.</param>
internal sealed record ExchangeName(string Venue, string? Symbol)
{
    public static ExchangeName Parse(string text)
    {
        var parts = text.Split(':', StringSplitOptions.TrimEntries);
        var pair = parts.Length > 1 && parts[1].Length > 0 ? parts[1].ToUpperInvariant() : null;
        if (parts.Length > 3 || (pair is not null && pair.Count(c => c == '/') > 1))
        {
            throw Bad(text);
        }

        var perpetual = parts.Length == 3;
        var venue = parts[0].ToUpperInvariant() switch
        {
            "BINANCE" => perpetual ? Venues.BinanceUsdm : Venues.BinanceSpot,
            "BINANCE-SPOT" when !perpetual => Venues.BinanceSpot,
            "BINANCE-USDM" => Venues.BinanceUsdm,
            "SIMULATOR" => Venues.Simulator,
            _ => throw Bad(text),
        };
        return new ExchangeName(venue, pair?.Replace("/", "", StringComparison.Ordinal));
    }

    private static WrongUseException Bad(string text) =>
        new($"'{text}' is not an exchange; write BINANCE:BTC/USDT (spot), BINANCE:BTC/USDT:USDT (USD-M futures) or SIMULATOR:BTC/USDT.");
}
