using Trading.Contracts;

namespace Trading.Exchanges.Binance.Streams;

/// <summary>Stream names and addresses. Symbols are in lower case in a stream's name, in upper case in its data.</summary>
public static class StreamNames
{
    public static string Of(StreamKind kind, string symbol) => Lower(symbol) + kind switch
    {
        StreamKind.Trade => "@trade",
        StreamKind.AggregateTrade => "@aggTrade",
        StreamKind.BookTicker => "@bookTicker",
        StreamKind.Depth => "@depth@100ms",
        StreamKind.Kline => "@kline_" + BarInterval.OneMinute.Code,
        StreamKind.MarkPrice => "@markPrice@1s",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such stream."),
    };

    /// <summary>The path under which USD-M serves a kind; spot serves all kinds without one.</summary>
    public static string Prefix(BinanceMarket market, StreamKind kind) =>
        market == BinanceMarket.Spot ? "" : kind is StreamKind.BookTicker or StreamKind.Depth ? "/public" : "/market";

    /// <summary>Combined form: <c>/stream?streams=a/b/c</c> answers with <c>{"stream","data"}</c> envelopes.</summary>
    /// <param name="prefix">As <see cref="Prefix"/> gives it.</param>
    public static Uri Combined(Uri baseAddress, string prefix, IEnumerable<string> streams)
    {
        return new Uri($"{baseAddress.AbsoluteUri.TrimEnd('/')}{prefix}/stream?streams={string.Join('/', streams)}");
    }

#pragma warning disable CA1308 // The venue's own spelling is lower case.
    private static string Lower(string symbol) => symbol.ToLowerInvariant();
#pragma warning restore CA1308
}
