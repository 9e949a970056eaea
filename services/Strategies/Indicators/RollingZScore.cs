using Trading.Contracts;

namespace Trading.Strategies.Indicators;

/// <summary>
/// Standard score of the newest value among the last <c>period</c>: its distance from their mean in sample standard deviations (divisor
/// period - 1). Values that are all equal score 0.
/// </summary>
public sealed class RollingZScore(int period) : IIndicator
{
    private RollingMoments _moments = new(Require.Period(period, least: 2));

    public int WarmupBars => period;

    public bool IsReady => _moments.IsFull;

    public double Value { get; private set; } = double.NaN;

    public double Mean { get; private set; } = double.NaN;

    /// <summary>One sample standard deviation of the values.</summary>
    public double Deviation { get; private set; } = double.NaN;

    public void Update(double value)
    {
        if (!double.IsFinite(value))
        {
            return;
        }

        _moments.Add(value);
        if (_moments.IsFull)
        {
            Mean = _moments.Mean;
            Deviation = _moments.Deviation(period - 1);
            Value = Deviation > 0 ? (value - Mean) / Deviation : 0;
        }
    }

    public void Update(in Bar bar) => Update((double)bar.Close);
}
