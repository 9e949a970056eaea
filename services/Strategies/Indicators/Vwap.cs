using Trading.Contracts;

namespace Trading.Strategies.Indicators;

/// <summary>
/// Volume-weighted average price since the session began: sum of typical price, (high + low + close) / 3, times volume, over the sum of
/// volume (Berkowitz, Logue and Noser 1988, from bars). A session is a UTC day, as the venues of digital assets have it.
/// </summary>
public sealed class Vwap : IIndicator
{
    private double _value;
    private double _volume;
    private DateTime _day;

    public int WarmupBars => 1;

    public bool IsReady => _volume > 0;

    /// <summary>NaN while the session has no volume.</summary>
    public double Value => IsReady ? _value / _volume : double.NaN;

    /// <summary>Counts to the session that <see cref="Reset"/> began.</summary>
    public void Update(double high, double low, double close, double volume)
    {
        var value = (high + low + close) / 3 * volume;
        if (double.IsFinite(value))
        {
            _value += value;
            _volume += volume;
        }
    }

    /// <summary>The first bar of a UTC day begins a session.</summary>
    public void Update(in Bar bar)
    {
        if (bar.OpenTime.Date != _day)
        {
            _day = bar.OpenTime.Date;
            Reset();
        }

        Update((double)bar.High, (double)bar.Low, (double)bar.Close, (double)bar.Volume);
    }

    /// <summary>Begins a session.</summary>
    public void Reset() => (_value, _volume) = (0, 0);
}
