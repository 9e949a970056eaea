using Trading.Contracts;
using Trading.ExchangeSimulator.Engine.Markets;

namespace Trading.ExchangeSimulator.Engine.Tape;

/// <summary>The last 24 hours to the minute: the closed minutes are summed once a minute, the running one is added.</summary>
internal sealed class DayStatistics(Market market)
{
    private Candle _closed;
    private long _previousClose;
    private long _minuteUs = -1;

    public DayFigures Now()
    {
        if (!market.Candles.Started)
        {
            return default;
        }

        var minuteUs = History.OpenOf(BarInterval.OneMinute, market.Candles.NowUs);
        if (minuteUs != _minuteUs)
        {
            _minuteUs = minuteUs;
            Sum(minuteUs);
        }

        var day = _closed;
        day.Merge(market.Candles.Running(BarInterval.OneMinute));
        return new DayFigures(day, _previousClose, market.Tape.Count > 0 ? market.Tape.Last.Quantity : 0);
    }

    private void Sum(long minuteUs)
    {
        var fromUs = minuteUs - 1439 * History.MinuteUs;
        _closed = market.Candles.SumOfMinutes(fromUs, minuteUs);
        _previousClose = market.Candles.Get(BarInterval.OneMinute, fromUs - History.MinuteUs)?.Close ?? _closed.Open;
    }
}

/// <summary>A rolling day of one symbol.</summary>
internal readonly record struct DayFigures(Candle Candle, long PreviousClose, long LastQuantity)
{
    public long ChangePercentE8 => Candle.Open == 0 ? 0 : (long)((Int128)(Candle.Close - Candle.Open) * 100 * E8.One / Candle.Open);

    public long AveragePrice => Candle.Volume == 0 ? 0 : (long)(Candle.QuoteVolume / Candle.Volume);
}
