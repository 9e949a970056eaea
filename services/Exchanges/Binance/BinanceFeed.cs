using System.Globalization;
using System.Text;
using System.Text.Json;
using Trading.Contracts;
using Trading.Exchanges.Binance.Parsing;
using Trading.Exchanges.Ticks;
using Trading.Exchanges.Venues;

namespace Trading.Exchanges.Binance;

/// <summary>Market streams. Symbols are in lower case in a stream's name, in upper case in its data.</summary>
public sealed class BinanceFeed(BinanceMarket market) : IMarketFeed
{
    // The venue allows 1,024 streams a connection; fewer keep a reconnect cheap and the address short.
    private const int StreamsPerConnection = 200;

    // 300 attempts in the window ban the address, a part is left to the other services on it.
    private const int Attempts = 200;

    public static StreamLimits Limits(int messagesPerSecond, TimeSpan maxSilence) =>
        new(messagesPerSecond, maxSilence, StreamsPerConnection, Attempts, TimeSpan.FromMinutes(5));

    public IReadOnlyList<StreamKind> Kinds(bool aggregates) => [aggregates ? StreamKind.AggregateTrade : StreamKind.Trade, .. market.Kinds];

    public string PathOf(StreamKind kind) => market.StreamPath(kind);

#pragma warning disable CA1308 // The venue's own spelling is lower case.
    public string NameOf(StreamKind kind, string symbol) => symbol.ToLowerInvariant() + kind switch
    {
        StreamKind.Trade => "@trade",
        StreamKind.AggregateTrade => "@aggTrade",
        StreamKind.BookTicker => "@bookTicker",
        StreamKind.Depth => "@depth@100ms",
        StreamKind.Kline => "@kline_" + BarInterval.OneMinute.Code,
        StreamKind.MarkPrice => "@markPrice@1s",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such stream."),
    };
#pragma warning restore CA1308

    /// <summary>Combined form: <c>/stream?streams=a/b/c</c> answers with <c>{"stream","data"}</c> envelopes.</summary>
    public Uri AddressOf(Uri streamUrl, string path, IEnumerable<string> streams) =>
        new($"{streamUrl.AbsoluteUri.TrimEnd('/')}{path}/stream?streams={string.Join('/', streams)}");

    public IEnumerable<byte[]> Opening(IReadOnlyCollection<string> streams) => [];

    /// <summary><c>{"method":"SUBSCRIBE","params":["btcusdt@depth@100ms"],"id":1}</c>.</summary>
    public byte[] Subscribe(IEnumerable<string> streams, long id) => Command("SUBSCRIBE", streams, id);

    public byte[] Unsubscribe(IEnumerable<string> streams, long id) => Command("UNSUBSCRIBE", streams, id);

    public IFrameParser CreateParser(SymbolTable symbols, bool aggregates) => new FrameParser(symbols, aggregates);

    private static byte[] Command(string method, IEnumerable<string> streams, long id) => Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture, $"{{\"method\":\"{method}\",\"params\":{JsonSerializer.Serialize(streams)},\"id\":{id}}}"));
}
