using Trading.Contracts;

namespace Trading.Strategies.Indicators;

/// <summary>
/// Relative strength index of Wilder (New Concepts in Technical Trading Systems, 1978), 0 to 100: average gain in per cent of average gain
/// and average loss, both with his smoothing after a simple average of the first changes. Without any change it is 50.
/// </summary>
public sealed class Rsi(int period = 14) : IIndicator
{
    private Smoothing _gain = Smoothing.Wilder(Require.Period(period));
    private Smoothing _loss = Smoothing.Wilder(period);
    private double _last = double.NaN;

    public int WarmupBars => period + 1;

    public bool IsReady => _gain.IsFull;

    public double Value { get; private set; } = double.NaN;

    public void Update(double value)
    {
        if (!double.IsFinite(value))
        {
            return;
        }

        var change = value - _last;
        _last = value;
        if (double.IsNaN(change))
        {
            return;
        }

        _gain.Add(double.MaxNative(change, 0));
        _loss.Add(double.MaxNative(-change, 0));
        if (_gain.IsFull)
        {
            var both = _gain.Value + _loss.Value;
            Value = both > 0 ? 100 * (_gain.Value / both) : 50;
        }
    }

    public void Update(in Bar bar) => Update((double)bar.Close);
}
