using System.Globalization;
using System.Text;
using System.Text.Json;
using Trading.Contracts;
using Trading.Exchanges.Binance.Parsing;
using Trading.Exchanges.Binance.Rest;
using Trading.Exchanges.Books;
using Trading.Exchanges.Ticks;
using Trading.Exchanges.Venues;
using Trading.Testing;

namespace Trading.Exchanges.Tests.Books;

/// <summary>A recorded spot session of four quiet symbols on one connection: depth, book tickers, aggregated trades and klines.</summary>
public sealed class MixedSessionTests
{
    private const string Session = "recordings/cryptofeed_BINANCE.ws.1.0.gz";
    private const string Snapshots = "recordings/cryptofeed_BINANCE.http.0.0.gz";

    private readonly SymbolTable _symbols = new(["NKNUSDT", "BLZETH", "LRCBTC", "RUNEEUR"]);
    private readonly FrameBatch _batch = new();

    [Fact]
    public void Every_value_equals_what_a_general_json_reader_finds()
    {
        var parser = new FrameParser(_symbols, aggregates: true);
        var kinds = new Dictionary<FrameKind, int>();
        foreach (var (_, frame) in Frames())
        {
            _batch.Clear();
            var kind = parser.Parse(Encoding.UTF8.GetBytes(frame), 1, _batch);
            kinds[kind] = kinds.GetValueOrDefault(kind) + 1;
            using var json = JsonDocument.Parse(frame);
            EqualsJson(kind, json.RootElement.GetProperty("data"));
        }

        Assert.Equal(
            new Dictionary<FrameKind, int> { [FrameKind.Depth] = 177, [FrameKind.BookTicker] = 84, [FrameKind.Trade] = 2, [FrameKind.Kline] = 2 },
            kinds);
    }

    [Fact]
    public void Every_book_equals_a_naive_one_after_every_change()
    {
        var parser = new FrameParser(_symbols);
        var books = _symbols.Names.Select(_ => (Sync: new BookSync(BookRule.FirstIdFollows), Naive: new NaiveBook())).ToArray();
        var compared = 0;
        foreach (var (_, symbol, text) in Frames().Select(frame => (frame.Time, Symbol: -1, frame.Text)).Concat(Bodies()).OrderBy(message => message.Time))
        {
            if (symbol >= 0)
            {
                Assert.Equal(BookStep.Applied, books[symbol].Sync.Snapshot(DepthParser.Parse(Encoding.UTF8.GetBytes(text))));
                books[symbol].Naive.Reset(text);
                continue;
            }

            _batch.Clear();
            if (parser.Parse(Encoding.UTF8.GetBytes(text), 1, _batch) != FrameKind.Depth)
            {
                continue;
            }

            var diff = _batch.Depths[0];
            var (sync, naive) = books[diff.Symbol];
            Assert.NotEqual(BookStep.Broken, sync.Apply(diff, _batch.BidsOf(diff), _batch.AsksOf(diff)));
            naive.Apply(text);
            if (sync.InSync)
            {
                compared++;
                Assert.False(sync.Book.IsCrossed);
                Assert.Equal(naive.BestBid, Fixed8.ToDecimal(sync.Book.Bids.Best.Price));
                Assert.Equal(naive.BestAsk, Fixed8.ToDecimal(sync.Book.Asks.Best.Price));
            }
        }

        Assert.Equal(173, compared);
        Assert.All(books, book =>
        {
            Assert.Equal((true, 0L), (book.Sync.InSync, book.Sync.Breaks));
            Assert.Equal(book.Naive.Bids, NaiveBook.LevelsOf(book.Sync.Book.Bids));
            Assert.Equal(book.Naive.Asks, NaiveBook.LevelsOf(book.Sync.Book.Asks));
        });
    }

    private void EqualsJson(FrameKind kind, JsonElement data)
    {
        switch (kind)
        {
            case FrameKind.Trade:
                Assert.Equal(
                    (data.GetProperty("s").GetString(), new Trade(
                        data.GetProperty("a").GetInt64(), Number(data, "p"), Number(data, "q"), data.GetProperty("m").GetBoolean() ? Side.Sell : Side.Buy,
                        DateTime.UnixEpoch.AddMilliseconds(data.GetProperty("T").GetInt64()), default)),
                    (_symbols[_batch.Ticks[0].Symbol], _batch.Ticks[0].ToTrade() with { ReceivedTime = default }));
                break;
            case FrameKind.BookTicker:
                var quote = _batch.Quotes[0];
                Assert.Equal(data.GetProperty("s").GetString(), _symbols[quote.Symbol]);
                Assert.Equal(
                    new[] { "b", "B", "a", "A" }.Select(name => Number(data, name)),
                    new[] { quote.BidPrice, quote.BidQuantity, quote.AskPrice, quote.AskQuantity }.Select(Fixed8.ToDecimal));
                break;
            case FrameKind.Depth:
                var diff = _batch.Depths[0];
                Assert.Equal(
                    (data.GetProperty("s").GetString(), data.GetProperty("U").GetInt64(), data.GetProperty("u").GetInt64(), data.GetProperty("E").GetInt64()),
                    (_symbols[diff.Symbol], diff.FirstId, diff.LastId, (diff.ExchangeTicks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMillisecond));
                Assert.Equal(Levels(data.GetProperty("b")), Levels(_batch.BidsOf(diff)));
                Assert.Equal(Levels(data.GetProperty("a")), Levels(_batch.AsksOf(diff)));
                break;
            default:
                var kline = data.GetProperty("k");
                Assert.Equal(
                    new Bar(
                        DateTime.UnixEpoch.AddMilliseconds(kline.GetProperty("t").GetInt64()), BarInterval.OneMinute, Number(kline, "o"), Number(kline, "h"),
                        Number(kline, "l"), Number(kline, "c"), Number(kline, "v"), Number(kline, "q"), kline.GetProperty("n").GetInt64(), Number(kline, "V"),
                        Number(kline, "Q"), kline.GetProperty("x").GetBoolean(), BarSource.Rest),
                    _batch.Bars[0].Bar);
                break;
        }
    }

    private static IEnumerable<(decimal, decimal)> Levels(JsonElement levels) =>
        levels.EnumerateArray().Select(level => (Number(level[0]), Number(level[1])));

    private static List<(decimal, decimal)> Levels(ReadOnlySpan<BookLevel> levels) =>
        [.. levels.ToArray().Select(level => (Fixed8.ToDecimal(level.Price), Fixed8.ToDecimal(level.Quantity)))];

    private static decimal Number(JsonElement data, string name) => Number(data.GetProperty(name));

    private static decimal Number(JsonElement text) => decimal.Parse(text.GetString()!, CultureInfo.InvariantCulture);

    private static IEnumerable<(decimal Time, string Text)> Frames() => RecordedData.Lines(Session).Where(line => line.Contains(": {", StringComparison.Ordinal)).Select(Stamped);

    private IEnumerable<(decimal Time, int Symbol, string Text)> Bodies() =>
        from line in RecordedData.Lines(Snapshots).Where(line => line.Contains(": {", StringComparison.Ordinal))
        let arrow = line.IndexOf(" -> ", StringComparison.Ordinal)
        let body = Stamped(line[(arrow + 4)..])
        let symbol = _symbols.Names.ToList().FindIndex(name => line[..arrow].Contains($"symbol={name}&", StringComparison.Ordinal))
        select (body.Time, symbol, body.Text);

    private static (decimal Time, string Text) Stamped(string line)
    {
        var colon = line.IndexOf(": ", StringComparison.Ordinal);
        return (decimal.Parse(line[..colon], CultureInfo.InvariantCulture), line[(colon + 2)..]);
    }
}
