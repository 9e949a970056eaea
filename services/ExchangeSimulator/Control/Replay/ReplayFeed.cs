using Trading.Contracts;
using Trading.ExchangeSimulator.Engine.Matching;
using Trading.ExchangeSimulator.Engine.Tape;
using Trading.ExchangeSimulator.Protocol.Streams;

namespace Trading.ExchangeSimulator.Control.Replay;

/// <summary>
/// In a replay recorded frames go out as recorded. Streams that the file does not hold but its trades imply (aggTrade, klines)
/// are made from them.
/// </summary>
internal sealed class ReplayFeed(FrameEncoder encoder, IReadOnlySet<string> recorded) : IMarketFeed
{
    private readonly bool _makesAggregates = !recorded.Contains("aggTrade");
    private readonly bool _makesKlines = !recorded.Any(name => name.StartsWith("kline", StringComparison.Ordinal));

    public void Traded(Market market, in TapeTrade trade)
    {
    }

    public void Aggregated(Market market, in TapeAggregate trade)
    {
        if (_makesAggregates)
        {
            encoder.Aggregated(market, trade);
        }
    }

    public void TopChanged(Market market, long timeUs)
    {
    }

    public void DepthChanged(Market market, DepthDiff diff, long timeUs)
    {
    }

    public void Beat(Market market, long timeUs)
    {
    }

    public void CandleClosed(Market market, BarInterval interval, in Candle candle, long timeUs)
    {
        if (_makesKlines)
        {
            encoder.CandleClosed(market, interval, candle, timeUs);
        }
    }

    public void OrderChanged(Market market, ClientOrder order, string execution, Fill? fill, long timeUs) =>
        encoder.OrderChanged(market, order, execution, fill, timeUs);
}
