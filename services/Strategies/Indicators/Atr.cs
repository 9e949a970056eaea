using Trading.Contracts;

namespace Trading.Strategies.Indicators;

/// <summary>
/// Average true range of Wilder (New Concepts in Technical Trading Systems, 1978). The true range reaches over the gap from the last close,
/// so it begins with the second bar; the first average is a simple one.
/// </summary>
public sealed class Atr(int period = 14) : IIndicator
{
    private Smoothing _average = Smoothing.Wilder(Require.Period(period));
    private double _close = double.NaN;

    public int WarmupBars => period + 1;

    public bool IsReady => _average.IsFull;

    public double Value => _average.Value;

    /// <summary>The true range of the newest bar.</summary>
    public double TrueRange { get; private set; } = double.NaN;

    public void Update(double high, double low, double close)
    {
        if (!double.IsFinite(high + low + close))
        {
            return;
        }

        if (!double.IsNaN(_close))
        {
            TrueRange = double.MaxNative(high, _close) - double.MinNative(low, _close);
            _average.Add(TrueRange);
        }

        _close = close;
    }

    public void Update(in Bar bar) => Update((double)bar.High, (double)bar.Low, (double)bar.Close);
}
