using Trading.Contracts;

namespace Trading.Strategies.Indicators;

/// <summary>
/// Average directional index of Wilder (New Concepts in Technical Trading Systems, 1978), 0 to 100, with his smoothing throughout: how
/// strong a trend is; <see cref="PlusDi"/> and <see cref="MinusDi"/> say in which direction.
/// </summary>
public sealed class Adx(int period = 14) : IIndicator
{
    private Smoothing _range = Smoothing.Wilder(Require.Period(period));
    private Smoothing _up = Smoothing.Wilder(period);
    private Smoothing _down = Smoothing.Wilder(period);
    private Smoothing _average = Smoothing.Wilder(period);
    private double _high = double.NaN;
    private double _low;
    private double _close;

    public int WarmupBars => 2 * period;

    public bool IsReady => _average.IsFull;

    public double Value => _average.Value;

    /// <summary>Upward movement in per cent of the true range; known from the bar after the period on.</summary>
    public double PlusDi { get; private set; } = double.NaN;

    /// <summary>Downward movement in per cent of the true range; known from the bar after the period on.</summary>
    public double MinusDi { get; private set; } = double.NaN;

    public void Update(double high, double low, double close)
    {
        if (!double.IsFinite(high + low + close))
        {
            return;
        }

        if (!double.IsNaN(_high))
        {
            var (up, down) = (high - _high, _low - low);
            _range.Add(double.MaxNative(high, _close) - double.MinNative(low, _close));
            _up.Add(Select.IfGreater(up, double.MaxNative(down, 0), up, 0));
            _down.Add(Select.IfGreater(down, double.MaxNative(up, 0), down, 0));
            if (_range.IsFull)
            {
                Direct();
            }
        }

        (_high, _low, _close) = (high, low, close);
    }

    public void Update(in Bar bar) => Update((double)bar.High, (double)bar.Low, (double)bar.Close);

    private void Direct()
    {
        var scale = _range.Value > 0 ? 100 / _range.Value : 0;
        (PlusDi, MinusDi) = (_up.Value * scale, _down.Value * scale);
        var both = PlusDi + MinusDi;
        _average.Add(both > 0 ? 100 * Math.Abs(PlusDi - MinusDi) / both : 0);
    }
}
