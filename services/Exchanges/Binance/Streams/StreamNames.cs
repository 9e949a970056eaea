using Trading.Contracts;

namespace Trading.Exchanges.Binance.Streams;

/// <summary>Stream names and addresses. Symbols are in lower case in a stream's name, in upper case in its data.</summary>
public static class StreamNames
{
    /// <summary>The venue allows 1,024 streams a connection; fewer keep a reconnect cheap and the address short.</summary>
    public const int MaxPerConnection = 200;

    public static string Trade(string symbol) => Lower(symbol) + "@trade";

    public static string BookTicker(string symbol) => Lower(symbol) + "@bookTicker";

    /// <summary>Changes of the book ten times a second.</summary>
    public static string Depth(string symbol) => Lower(symbol) + "@depth@100ms";

    public static string Kline(string symbol, BarInterval interval) => Lower(symbol) + "@kline_" + interval.Code;

    /// <summary>Combined form: <c>/stream?streams=a/b/c</c> answers with <c>{"stream","data"}</c> envelopes.</summary>
    public static Uri Combined(Uri baseAddress, IEnumerable<string> streams)
    {
        ArgumentNullException.ThrowIfNull(baseAddress);
        return new Uri($"{baseAddress.AbsoluteUri.TrimEnd('/')}/stream?streams={string.Join('/', streams)}");
    }

    /// <summary>How long the venue may be silent before the connection counts as dead: it pings every 20 s (spot) or 3 min (USD-M).</summary>
    public static TimeSpan MaxSilence(string venue) => venue == Venues.BinanceUsdm ? TimeSpan.FromMinutes(4) : TimeSpan.FromSeconds(60);

#pragma warning disable CA1308 // The venue's own spelling is lower case.
    private static string Lower(string symbol) => symbol.ToLowerInvariant();
#pragma warning restore CA1308
}
