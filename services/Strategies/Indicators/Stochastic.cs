using Trading.Contracts;

namespace Trading.Strategies.Indicators;

/// <summary>
/// Lane's slow stochastic, 0 to 100: the place of the close in the range of the last <c>period</c> bars, averaged over <c>smoothing</c>
/// bars (K); D is the simple average of K. Smoothing 1 is the fast stochastic. Without any range the close stands at 50.
/// </summary>
public sealed class Stochastic(int period = 14, int smoothing = 3, int signal = 3) : IIndicator
{
    private RollingMaximum _high = new(Require.Period(period));
    private RollingMaximum _low = new(period);
    private RollingMean _k = new(Require.Period(smoothing));
    private RollingMean _d = new(Require.Period(signal));

    public int WarmupBars => period + smoothing + signal - 2;

    public bool IsReady => _d.IsFull;

    /// <summary>The same as <see cref="K"/>.</summary>
    public double Value => K;

    public double K => _k.Value;

    public double D => _d.Value;

    public void Update(double high, double low, double close)
    {
        if (!double.IsFinite(high + low + close))
        {
            return;
        }

        _high.Add(high);
        _low.Add(-low);
        if (!_high.IsFull)
        {
            return;
        }

        var range = _high.Value + _low.Value;
        _k.Add(range > 0 ? 100 * (close + _low.Value) / range : 50);
        if (_k.IsFull)
        {
            _d.Add(_k.Value);
        }
    }

    public void Update(in Bar bar) => Update((double)bar.High, (double)bar.Low, (double)bar.Close);
}
