using Trading.Contracts;
using Trading.ExchangeSimulator.Engine.Markets;
using Trading.ExchangeSimulator.Engine.Matching;
using Trading.ExchangeSimulator.Engine.Tape;
using Trading.ExchangeSimulator.Protocol.Json;

namespace Trading.ExchangeSimulator.Protocol.Streams;

/// <summary>
/// Turns the events of one market into the venue's stream payloads, each encoded at most once and only when somebody listens. Field
/// names, order and JSON types are those of recorded frames.
/// </summary>
internal sealed class MarketFrames : IMarketFeed
{
    private readonly StreamHub _hub;
    private readonly Market _market;
    private readonly MarketSpec _spec;
    private readonly MarkPrices? _marks;
    private readonly JsonFrame _json;
    private readonly MarketTopics _topics;
    private readonly bool _isSpot;
    private readonly bool _makesTrades;
    private readonly bool _makesAggregates;
    private readonly bool _makesKlines;

    /// <param name="marks">Of a generated perpetual, else null.</param>
    /// <param name="recorded">
    /// Kinds of streams that a recording holds, such as <c>aggTrade</c>: their frames go out as recorded. What its trades imply is made
    /// from them.
    /// </param>
    public MarketFrames(StreamHub hub, Market market, MarkPrices? marks, IReadOnlySet<string>? recorded = null)
    {
        (_hub, _market, _spec, _marks, _json) = (hub, market, market.Spec, marks, hub.Json);
        _isSpot = _spec.Rules.IsSpot;
        _topics = new MarketTopics(hub, market);
        _makesAggregates = recorded?.Contains("aggTrade") != true;
        _makesKlines = recorded?.Any(name => name.StartsWith("kline", StringComparison.Ordinal)) != true;
        _makesTrades = recorded is null;
        market.Feed = this;
        foreach (var (topics, diff) in _topics.Diffs.Zip(market.Book.Diffs))
        {
            // Also for listeners of a market of before, which this one takes the place of.
            void Activate() => diff.Activate(topics.Any(topic => topic.IsWanted), market.Book.UpdateId);
            topics.ForEach(topic => topic.WantedChanged = Activate);
            Activate();
        }
    }

    public void Traded(in TapeTrade trade)
    {
        if (!_makesTrades || !_topics.Trade.IsWanted)
        {
            return;
        }

        var ms = trade.TimeUs / 1000;
        _json.Start("{\"e\":\"trade\",\"E\":"u8).Number(ms);
        if (!_isSpot)
        {
            _json.Text(",\"T\":"u8).Number(ms);
        }

        _json.Text(",\"s\":\""u8).Text(_topics.Symbol).Text("\",\"t\":"u8).Number(trade.Id).Text(",\"p\":"u8)
            .Price(trade.Price, _spec.PriceDecimals)
            .Text(",\"q\":"u8).Price(trade.Quantity, _spec.QuantityDecimals);
        if (_isSpot)
        {
            _json.Text(",\"T\":"u8).Number(ms);
        }

        _json.Text(_isSpot ? ",\"m\":"u8 : ",\"X\":\"MARKET\",\"m\":"u8).Bool(trade.BuyerIsMaker).Text(_isSpot ? ",\"M\":true}"u8 : "}"u8);
        _hub.Append(_topics.Trade, _json.Written);
    }

    public void Aggregated(in TapeAggregate trade)
    {
        if (!_makesAggregates || !_topics.AggregateTrade.IsWanted)
        {
            return;
        }

        _json.Start("{\"e\":\"aggTrade\",\"E\":"u8).Number(trade.TimeUs / 1000).Text(",\"s\":\""u8).Text(_topics.Symbol)
            .Text("\",\"a\":"u8).Number(trade.Id).Text(",\"p\":"u8).Price(trade.Price, _spec.PriceDecimals)
            .Text(",\"q\":"u8).Price(trade.Quantity, _spec.QuantityDecimals).Text(",\"f\":"u8).Number(trade.FirstId).Text(",\"l\":"u8)
                .Number(trade.LastId)
            .Text(",\"T\":"u8).Number(trade.TimeUs / 1000).Text(",\"m\":"u8).Bool(trade.BuyerIsMaker)
                .Text(_isSpot ? ",\"M\":true}"u8 : "}"u8);
        _hub.Append(_topics.AggregateTrade, _json.Written);
    }

    public void TopChanged(long timeUs)
    {
        if (!_topics.BookTicker.IsWanted)
        {
            return;
        }

        _json.Start(_isSpot ? "{\"u\":"u8 : "{\"e\":\"bookTicker\",\"u\":"u8).Number(_market.Book.UpdateId).Text(",\"s\":\""u8)
            .Text(_topics.Symbol)
            .Text("\",\"b\":"u8).Price(_market.BestBid, _spec.PriceDecimals).Text(",\"B\":"u8)
                .Price(_market.BestBidQuantity, _spec.QuantityDecimals)
            .Text(",\"a\":"u8).Price(_market.BestAsk, _spec.PriceDecimals).Text(",\"A\":"u8)
                .Price(_market.BestAskQuantity, _spec.QuantityDecimals);
        if (!_isSpot)
        {
            _json.Text(",\"T\":"u8).Number(timeUs / 1000).Text(",\"E\":"u8).Number(timeUs / 1000);
        }

        _hub.Append(_topics.BookTicker, _json.Text("}"u8).Written);
    }

    public void DepthChanged(DepthDiff diff, long timeUs)
    {
        DepthFrames.WriteDiff(_json, _market, _topics.Symbol, diff, timeUs / 1000);
        AppendAll(_topics.Diffs[Array.IndexOf(_market.Book.Diffs, diff)]);
    }

    public void Beat(long timeUs)
    {
        var ms = timeUs / 1000;
        foreach (var partial in _topics.Partials)
        {
            if (ms % partial.PeriodMs < 100 && partial.Topics.Exists(topic => topic.IsWanted))
            {
                DepthFrames.WritePartial(_json, _market, _topics.Symbol, partial.Levels, ms);
                AppendAll(partial.Topics);
            }
        }

        if (ms % 1000 == 0)
        {
            SecondPassed(ms);
        }
    }

    public void CandleClosed(BarInterval interval, in Candle candle, long timeUs)
    {
        foreach (var (topic, of) in _topics.Klines)
        {
            if (_makesKlines && topic.IsWanted && of == interval)
            {
                PeriodicFrames.WriteKline(_json, _spec, _topics.Symbol, interval, candle, closed: true, timeUs / 1000);
                _hub.Append(topic, _json.Written);
            }
        }
    }

    private void SecondPassed(long ms)
    {
        foreach (var (topic, interval) in _topics.Klines)
        {
            if (topic.IsWanted && interval != BarInterval.OneSecond && (ms % 2000 == 0 || !_isSpot))
            {
                PeriodicFrames.WriteKline(_json, _spec, _topics.Symbol, interval, _market.Candles.Running(interval), closed: false, ms);
                _hub.Append(topic, _json.Written);
            }
        }

        if (_marks is not null && (_topics.MarkPriceFast.IsWanted || (_topics.MarkPrice.IsWanted && ms % 3000 == 0)))
        {
            PeriodicFrames.WriteMark(_json, _topics.Symbol, _marks, ms);
            AppendAll(ms % 3000 == 0 ? [_topics.MarkPriceFast, _topics.MarkPrice] : [_topics.MarkPriceFast]);
        }

        if (_topics.Ticker.IsWanted)
        {
            PeriodicFrames.WriteTicker(_json, _market, _topics.Symbol, _market.Day.Now(), ms);
            _hub.Append(_topics.Ticker, _json.Written);
        }

        if (_topics.MiniTicker.IsWanted)
        {
            PeriodicFrames.WriteMiniTicker(_json, _spec, _topics.Symbol, _market.Day.Now().Candle, ms);
            _hub.Append(_topics.MiniTicker, _json.Written);
        }
    }

    private void AppendAll(List<Topic> topics)
    {
        foreach (var topic in topics)
        {
            if (topic.IsWanted)
            {
                _hub.Append(topic, _json.Written);
            }
        }
    }
}
