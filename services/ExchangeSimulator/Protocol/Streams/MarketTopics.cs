using System.Text;
using Trading.Contracts;
using Trading.ExchangeSimulator.Engine.Tape;

namespace Trading.ExchangeSimulator.Protocol.Streams;

/// <summary>The streams of one symbol, looked up once so that an event finds its listeners without a dictionary.</summary>
internal sealed class MarketTopics
{
    public MarketTopics(StreamHub hub, Market market)
    {
        var (spec, rules) = (market.Spec, market.Spec.Rules);
        var symbol = spec.Symbol.ToLowerInvariant();
        Topic Of(string name) => hub.TopicOf(spec.Kind, $"{symbol}@{name}");
        List<Topic> Both(string name, int period) =>
            period == rules.PlainDiffMs ? [Of(name), Of($"{name}@{period}ms")] : [Of($"{name}@{period}ms")];
        Symbol = Encoding.ASCII.GetBytes(spec.Symbol);
        Trade = Of("trade");
        AggregateTrade = Of("aggTrade");
        BookTicker = Of("bookTicker");
        Ticker = Of("ticker");
        MiniTicker = Of("miniTicker");
        MarkPrice = Of("markPrice");
        MarkPriceFast = Of("markPrice@1s");
        Klines = [.. BarInterval.All.Select(interval => (Of($"kline_{interval.Code}"), interval))];
        Diffs = [.. rules.DiffPeriodsMs.Select(period => Both("depth", period))];
        Partials = [.. from levels in (int[])[5, 10, 20] from period in rules.DiffPeriodsMs
                       select (levels, period, Both($"depth{levels}", period))];
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

    public (Topic Topic, BarInterval Interval)[] Klines { get; }

    /// <summary>By the order of the book's diffs; each speed has one name or two.</summary>
    public List<Topic>[] Diffs { get; }

    /// <summary>Streams of the best levels, such as <c>depth5@100ms</c>.</summary>
    public (int Levels, int PeriodMs, List<Topic> Topics)[] Partials { get; }
}
