using Trading.Contracts;
using Trading.Exchanges.Binance.Streams;
using Trading.Exchanges.Ticks;

namespace Trading.MarketData.Feeds;

/// <summary>Shares the symbols out over connections so that none carries more streams than allowed.</summary>
public static class FeedPlan
{
    public static IReadOnlyList<PlannedConnection> For(Uri baseAddress, SymbolTable symbols)
    {
        ArgumentNullException.ThrowIfNull(symbols);
        const int StreamsPerSymbol = 4;
        return
        [
            .. Enumerable.Range(0, symbols.Count).Chunk(StreamNames.MaxPerConnection / StreamsPerSymbol).Select((chunk, index) => new PlannedConnection(
                index,
                chunk,
                StreamNames.Combined(baseAddress, chunk.SelectMany(symbol => Streams(symbols[symbol]))))),
        ];
    }

    private static IEnumerable<string> Streams(string symbol) =>
        [StreamNames.Trade(symbol), StreamNames.BookTicker(symbol), StreamNames.Depth(symbol), StreamNames.Kline(symbol, BarInterval.OneMinute)];
}
