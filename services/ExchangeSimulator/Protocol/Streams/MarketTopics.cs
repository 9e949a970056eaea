using Trading.Contracts;
using Trading.ExchangeSimulator.Engine.Markets;
using Trading.ExchangeSimulator.Engine.Tape;

namespace Trading.ExchangeSimulator.Protocol.Streams;

/// <summary>The streams of one symbol, looked up once so that an event finds its listeners without a dictionary.</summary>
internal sealed class MarketTopics
{
    public MarketTopics(StreamHub hub, Market market)
    {
        var kind = market.Spec.Kind;
        var symbol = market.Spec.Symbol.ToLowerInvariant();
        Topic Of(string name) => hub.TopicOf(kind, $"{symbol}@{name}");
        Symbol = System.Text.Encoding.ASCII.GetBytes(market.Spec.Symbol);
        Trade = Of("trade");
        AggregateTrade = Of("aggTrade");
        BookTicker = Of("bookTicker");
        Ticker = Of("ticker");
        MiniTicker = Of("miniTicker");
        MarkPrice = Of("markPrice");
        MarkPriceFast = Of("markPrice@1s");
        Klines = [.. BarInterval.All.Select(interval => Of($"kline_{interval.Code}"))];

        // The speed that has no suffix is the venue's default: 1000 ms on spot, 250 ms on USD-M.
        var plain = kind == MarketKind.Spot ? 1000 : 250;
        Diffs = [.. market.Book.Diffs.Select(diff => Both(Of, "depth", diff.PeriodMs, plain))];
        Partials = [.. from levels in (int[])[5, 10, 20] from period in Market.DiffPeriodsMs(kind)
                       select new PartialDepth(levels, period, Both(Of, $"depth{levels}", period, plain))];
    }

    public byte[] Symbol { get; }

    public Topic Trade { get; }

    public Topic AggregateTrade { get; }

    public Topic BookTicker { get; }

    public Topic Ticker { get; }

    public Topic MiniTicker { get; }

    /// <summary>USD-M, every three seconds.</summary>
    public Topic MarkPrice { get; }

    /// <summary>USD-M, every second.</summary>
    public Topic MarkPriceFast { get; }

    /// <summary>By the order of <see cref="BarInterval.All"/>.</summary>
    public IReadOnlyList<Topic> Klines { get; }

    /// <summary>By the order of the book's diffs; each speed has one name or two.</summary>
    public IReadOnlyList<IReadOnlyList<Topic>> Diffs { get; }

    public IReadOnlyList<PartialDepth> Partials { get; }

    private static List<Topic> Both(Func<string, Topic> of, string name, int period, int plain) =>
        period == plain ? [of(name), of($"{name}@{period}ms")] : [of($"{name}@{period}ms")];

    /// <summary>A stream of the best levels, such as <c>depth5@100ms</c>.</summary>
    public sealed record PartialDepth(int Levels, int PeriodMs, IReadOnlyList<Topic> Topics);
}
