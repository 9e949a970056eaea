using Trading.Contracts;

namespace Trading.Strategies.Indicators;

/// <summary>
/// Exponential moving average with the customary weight 2 / (period + 1); its first value is the simple average of the first closes.
/// </summary>
public sealed class Ema(int period) : IIndicator
{
    private Smoothing _average = Smoothing.Exponential(Require.Period(period));

    public int WarmupBars => period;

    public bool IsReady => _average.IsFull;

    public double Value => _average.Value;

    public void Update(double value)
    {
        if (double.IsFinite(value))
        {
            _average.Add(value);
        }
    }

    public void Update(in Bar bar) => Update((double)bar.Close);
}
