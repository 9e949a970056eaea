using Trading.Contracts;

namespace Trading.ExchangeSimulator.Engine.Tape;

/// <summary>
/// Candles of one symbol: history from the seed, then the live tape. A trade touches only the running second; once a
/// second is over it is added to the running candle of every interval. Closed seconds are kept for a day, closed minutes
/// for good (a year is 100 MB), longer intervals are sums of minutes.
/// </summary>
internal sealed class CandleSet
{
    private const int KeptSeconds = 86_400;
    private static readonly BarInterval[] Intervals = [.. BarInterval.All];
    private readonly History? _history;
    private readonly Candle[] _running = new Candle[Intervals.Length];
    private readonly Dictionary<long, Candle> _seconds = [];
    private readonly Dictionary<long, Candle> _minutes = [];
    private readonly Action<BarInterval, Candle> _closed;
    private Candle _second;
    private long _startUs = long.MaxValue;

    /// <param name="history">Null in a replay: there are no candles before its first trade.</param>
    public CandleSet(History? history, Action<BarInterval, Candle> closed)
    {
        _history = history;
        _closed = closed;
    }

    public bool Started => _startUs != long.MaxValue;

    /// <summary>First moment of the live tape, on a whole second.</summary>
    public long StartUs => _startUs;

    public long NowUs => _second.OpenUs;

    public void Start(long startUs)
    {
        _startUs = startUs / History.SecondUs * History.SecondUs;
        for (var i = 0; i < _running.Length; i++)
        {
            var interval = Intervals[i];
            var openUs = History.OpenOf(interval, _startUs);
            _running[i] = _history is null ? new Candle { OpenUs = openUs } : _history.Of(interval, openUs);
        }

        _second = Candle.Flat(_startUs, _history?.LastPrice ?? 0);
    }

    public void Add(in TapeTrade trade)
    {
        if (trade.TimeUs >= _second.OpenUs + History.SecondUs)
        {
            AdvanceTo(trade.TimeUs);
        }

        _second.Add(trade);
    }

    /// <summary>Closes every second that ended at or before <paramref name="timeUs"/>, traded in or not.</summary>
    public void AdvanceTo(long timeUs)
    {
        while (timeUs >= _second.OpenUs + History.SecondUs)
        {
            var second = _second;
            if (second.Open == 0)
            {
                _second = new Candle { OpenUs = second.OpenUs + History.SecondUs };
                continue;
            }

            Roll(second);
            _second = Candle.Flat(second.OpenUs + History.SecondUs, second.Close);
        }
    }

    /// <summary>The candle that is still open.</summary>
    public Candle Running(BarInterval interval)
    {
        if (interval == BarInterval.OneSecond)
        {
            return _second;
        }

        var candle = _running[Array.IndexOf(Intervals, interval)];
        var openUs = History.OpenOf(interval, _second.OpenUs);
        if (candle.OpenUs != openUs)
        {
            candle = new Candle { OpenUs = openUs };
        }

        candle.Merge(_second);
        return candle;
    }

    /// <summary>Any candle, or null when the symbol has none at that time.</summary>
    public Candle? Get(BarInterval interval, long openUs)
    {
        var closeUs = History.CloseOf(interval, openUs);
        if (!Started || openUs > _second.OpenUs || closeUs <= (_history is null ? _startUs : History.ListedUs))
        {
            return null;
        }

        if (closeUs <= _startUs)
        {
            return _history!.Of(interval, openUs);
        }

        if (closeUs > _second.OpenUs)
        {
            return Running(interval);
        }

        return interval == BarInterval.OneSecond ? Known(_seconds, openUs)
            : interval == BarInterval.OneMinute ? Known(_minutes, openUs)
            : SumOfMinutes(openUs, closeUs) is { Open: not 0 } sum ? sum
            : null;
    }

    /// <summary>Sum of the minutes of [<paramref name="openUs"/>, <paramref name="closeUs"/>), as far as there are any.</summary>
    public Candle SumOfMinutes(long openUs, long closeUs)
    {
        var sum = new Candle { OpenUs = openUs };
        for (var at = openUs; at < closeUs; at += History.MinuteUs)
        {
            if (Get(BarInterval.OneMinute, at) is { } minute)
            {
                sum.Merge(minute);
            }
        }

        return sum;
    }

    private static Candle? Known(Dictionary<long, Candle> candles, long openUs) =>
        candles.TryGetValue(openUs, out var candle) ? candle : null;

    private void Roll(in Candle second)
    {
        var closeUs = second.OpenUs + History.SecondUs;
        _seconds[second.OpenUs] = second;
        _seconds.Remove(second.OpenUs - KeptSeconds * History.SecondUs);
        for (var i = 0; i < _running.Length; i++)
        {
            var interval = Intervals[i];
            if (interval == BarInterval.OneSecond)
            {
                _closed(interval, second);
                continue;
            }

            var openUs = History.OpenOf(interval, second.OpenUs);
            if (_running[i].OpenUs != openUs)
            {
                _running[i] = new Candle { OpenUs = openUs };
            }

            _running[i].Merge(second);
            if (History.CloseOf(interval, openUs) == closeUs)
            {
                if (interval == BarInterval.OneMinute)
                {
                    _minutes[openUs] = _running[i];
                }

                _closed(interval, _running[i]);
            }
        }
    }
}
