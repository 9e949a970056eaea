using Trading.Contracts;
using Trading.ExchangeSimulator.Engine.Markets;
using Trading.ExchangeSimulator.Engine.Matching;
using Trading.ExchangeSimulator.Engine.Tape;
using Trading.ExchangeSimulator.Protocol.Json;

namespace Trading.ExchangeSimulator.Protocol.Streams;

/// <summary>
/// Turns market events into the venue's stream payloads, each encoded at most once and only when somebody listens. Field
/// names, order and JSON types are those of recorded frames.
/// </summary>
internal sealed class FrameEncoder(StreamHub hub, Action<Market, ClientOrder, string, Fill?, long> orderChanged) : IMarketFeed
{
    private readonly JsonFrame _json = new();
    private readonly Dictionary<Market, MarketTopics> _topics = [];
    private readonly Dictionary<Market, DayStatistics> _days = [];
    private readonly Dictionary<Market, MarkPrices> _marks = [];

    /// <param name="marks">Of a generated perpetual, else null.</param>
    public void Register(Market market, MarkPrices? marks)
    {
        if (marks is not null)
        {
            _marks[market] = marks;
        }

        var topics = new MarketTopics(hub, market);
        _topics[market] = topics;
        _days[market] = new DayStatistics(market);
        for (var i = 0; i < topics.Diffs.Count; i++)
        {
            // Listeners of a market of before, which this one takes the place of.
            if (topics.Diffs[i].Any(topic => topic.IsWanted))
            {
                market.Book.Diffs[i].Activate(true, market.Book.UpdateId);
            }
        }

        hub.OnWanted(topic =>
        {
            for (var i = 0; i < topics.Diffs.Count; i++)
            {
                if (topics.Diffs[i].Contains(topic))
                {
                    market.Book.Diffs[i].Activate(topics.Diffs[i].Any(t => t.IsWanted), market.Book.UpdateId);
                }
            }
        });
    }

    public void Clear()
    {
        _topics.Clear();
        _days.Clear();
        _marks.Clear();
    }

    public DayStatistics DayOf(Market market) => _days[market];

    public void Traded(Market market, in TapeTrade trade)
    {
        if (!_topics.TryGetValue(market, out var topics) || !topics.Trade.IsWanted)
        {
            return;
        }

        var spec = market.Spec;
        var ms = trade.TimeUs / 1000;
        _json.Start("{\"e\":\"trade\",\"E\":"u8).Number(ms);
        if (spec.Kind == MarketKind.Spot)
        {
            _json.Text(",\"s\":\""u8).Text(topics.Symbol).Text("\",\"t\":"u8).Number(trade.Id)
                .Text(",\"p\":"u8).Price(trade.Price, spec.PriceDecimals).Text(",\"q\":"u8).Price(trade.Quantity, spec.QuantityDecimals)
                .Text(",\"T\":"u8).Number(ms).Text(",\"m\":"u8).Bool(trade.BuyerIsMaker).Text(",\"M\":true}"u8);
        }
        else
        {
            _json.Text(",\"T\":"u8).Number(ms).Text(",\"s\":\""u8).Text(topics.Symbol).Text("\",\"t\":"u8).Number(trade.Id)
                .Text(",\"p\":"u8).Price(trade.Price, spec.PriceDecimals).Text(",\"q\":"u8).Price(trade.Quantity, spec.QuantityDecimals)
                .Text(",\"X\":\"MARKET\",\"m\":"u8).Bool(trade.BuyerIsMaker).Text("}"u8);
        }

        hub.Append(topics.Trade, _json.Written);
    }

    public void Aggregated(Market market, in TapeAggregate trade)
    {
        if (!_topics.TryGetValue(market, out var topics) || !topics.AggregateTrade.IsWanted)
        {
            return;
        }

        var spec = market.Spec;
        _json.Start("{\"e\":\"aggTrade\",\"E\":"u8).Number(trade.TimeUs / 1000).Text(",\"s\":\""u8).Text(topics.Symbol)
            .Text("\",\"a\":"u8).Number(trade.Id)
            .Text(",\"p\":"u8).Price(trade.Price, spec.PriceDecimals).Text(",\"q\":"u8).Price(trade.Quantity, spec.QuantityDecimals)
            .Text(",\"f\":"u8).Number(trade.FirstId).Text(",\"l\":"u8).Number(trade.LastId)
            .Text(",\"T\":"u8).Number(trade.TimeUs / 1000).Text(",\"m\":"u8).Bool(trade.BuyerIsMaker)
            .Text(spec.Kind == MarketKind.Spot ? ",\"M\":true}"u8 : "}"u8);
        hub.Append(topics.AggregateTrade, _json.Written);
    }

    public void TopChanged(Market market, long timeUs)
    {
        if (!_topics.TryGetValue(market, out var topics) || !topics.BookTicker.IsWanted)
        {
            return;
        }

        var spec = market.Spec;
        _json.Start(spec.Kind == MarketKind.Spot ? "{\"u\":"u8 : "{\"e\":\"bookTicker\",\"u\":"u8).Number(market.Book.UpdateId)
            .Text(",\"s\":\""u8).Text(topics.Symbol).Text("\",\"b\":"u8).Price(market.BestBid, spec.PriceDecimals)
            .Text(",\"B\":"u8).Price(market.BestBidQuantity, spec.QuantityDecimals)
            .Text(",\"a\":"u8).Price(market.BestAsk, spec.PriceDecimals)
            .Text(",\"A\":"u8).Price(market.BestAskQuantity, spec.QuantityDecimals);
        if (spec.Kind == MarketKind.Usdm)
        {
            _json.Text(",\"T\":"u8).Number(timeUs / 1000).Text(",\"E\":"u8).Number(timeUs / 1000);
        }

        hub.Append(topics.BookTicker, _json.Text("}"u8).Written);
    }

    public void DepthChanged(Market market, DepthDiff diff, long timeUs)
    {
        var topics = _topics[market];
        DepthFrames.WriteDiff(_json, market, topics.Symbol, diff, timeUs / 1000);
        AppendAll(topics.Diffs[IndexOf(market, diff)]);
    }

    public void Beat(Market market, long timeUs)
    {
        var topics = _topics[market];
        var ms = timeUs / 1000;
        foreach (var partial in topics.Partials)
        {
            if (ms % partial.PeriodMs < 100 && partial.Topics.Any(t => t.IsWanted))
            {
                DepthFrames.WritePartial(_json, market, topics.Symbol, partial.Levels, ms);
                AppendAll(partial.Topics);
            }
        }

        if (ms % 1000 != 0)
        {
            return;
        }

        for (var i = 0; i < topics.Klines.Count; i++)
        {
            var interval = BarInterval.All[i];
            if (topics.Klines[i].IsWanted && interval != BarInterval.OneSecond && (ms % 2000 == 0 || market.Spec.Kind == MarketKind.Usdm))
            {
                KlineFrames.Write(_json, market, topics.Symbol, interval, market.Candles.Running(interval), closed: false, ms);
                hub.Append(topics.Klines[i], _json.Written);
            }
        }

        var isMarkDue = topics.MarkPriceFast.IsWanted || (topics.MarkPrice.IsWanted && ms % 3000 == 0);
        if (isMarkDue && _marks.TryGetValue(market, out var marks))
        {
            MarkFrames.Write(_json, topics.Symbol, marks, ms);
            AppendAll(ms % 3000 == 0 ? [topics.MarkPriceFast, topics.MarkPrice] : [topics.MarkPriceFast]);
        }

        if (topics.Ticker.IsWanted)
        {
            TickerFrames.Write(_json, market, topics.Symbol, _days[market].Now(), ms);
            hub.Append(topics.Ticker, _json.Written);
        }

        if (topics.MiniTicker.IsWanted)
        {
            TickerFrames.WriteMini(_json, market, topics.Symbol, _days[market].Now(), ms);
            hub.Append(topics.MiniTicker, _json.Written);
        }
    }

    public void CandleClosed(Market market, BarInterval interval, in Candle candle, long timeUs)
    {
        if (!_topics.TryGetValue(market, out var topics))
        {
            return;
        }

        for (var i = 0; i < topics.Klines.Count; i++)
        {
            if (topics.Klines[i].IsWanted && BarInterval.All[i] == interval)
            {
                KlineFrames.Write(_json, market, topics.Symbol, interval, candle, closed: true, timeUs / 1000);
                hub.Append(topics.Klines[i], _json.Written);
            }
        }
    }

    public void OrderChanged(Market market, ClientOrder order, string execution, Fill? fill, long timeUs) =>
        orderChanged(market, order, execution, fill, timeUs);

    private void AppendAll(IReadOnlyList<Topic> topics)
    {
        foreach (var topic in topics)
        {
            if (topic.IsWanted)
            {
                hub.Append(topic, _json.Written);
            }
        }
    }

    private static int IndexOf(Market market, DepthDiff diff)
    {
        for (var i = 0; i < market.Book.Diffs.Count; i++)
        {
            if (market.Book.Diffs[i] == diff)
            {
                return i;
            }
        }

        return -1;
    }
}
