using Trading.Contracts;

namespace Trading.Strategies.Indicators;

/// <summary>Simple moving average: the arithmetic mean of the last closes.</summary>
public sealed class Sma(int period) : IIndicator
{
    private RollingMean _mean = new(Require.Period(period));

    public int WarmupBars => period;

    public bool IsReady => _mean.IsFull;

    public double Value => _mean.Value;

    public void Update(double value)
    {
        if (double.IsFinite(value))
        {
            _mean.Add(value);
        }
    }

    public void Update(in Bar bar) => Update((double)bar.Close);
}
