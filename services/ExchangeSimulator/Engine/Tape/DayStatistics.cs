using Trading.Contracts;

namespace Trading.ExchangeSimulator.Engine.Tape;

/// <summary>The last 24 hours to the minute: the closed minutes are summed once a minute, the running one is added.</summary>
internal sealed class DayStatistics(Market market)
{
    private const long MinuteUs = 60_000_000;
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
        var fromUs = minuteUs - 1439 * MinuteUs;
        _closed = new Candle { OpenUs = fromUs };
        for (var at = fromUs; at < minuteUs; at += MinuteUs)
        {
            if (market.Candles.Get(BarInterval.OneMinute, at) is { } minute)
            {
                _closed.Merge(minute);
            }
        }

        _previousClose = market.Candles.Get(BarInterval.OneMinute, fromUs - MinuteUs)?.Close ?? _closed.Open;
    }
}
