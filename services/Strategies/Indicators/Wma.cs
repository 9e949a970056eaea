using Trading.Contracts;

namespace Trading.Strategies.Indicators;

/// <summary>Linearly weighted moving average: the newest of <c>period</c> closes weighs <c>period</c>, the oldest 1.</summary>
public sealed class Wma(int period) : IIndicator
{
    private readonly double _weights = Require.Period(period) * (period + 1.0) / 2;
    private Ring _ring = new(period);
    private PreciseSum _sum;
    private PreciseSum _weighted;

    public int WarmupBars => period;

    public bool IsReady => _ring.IsFull;

    public double Value { get; private set; } = double.NaN;

    public void Update(double value)
    {
        if (!double.IsFinite(value))
        {
            return;
        }

        if (_ring.IsFull)
        {
            // One step older, each value weighs one less.
            var (high, low) = _sum.Parts;
            _weighted.Add(-high, -low);
        }

        _sum.Replace(_ring.Push(value), value);
        var weight = (double)_ring.Count;
        var product = weight * value;
        _weighted.Add(product, Math.FusedMultiplyAdd(weight, value, -product));
        if (_ring.IsFull)
        {
            Value = _weighted.Over(_weights);
        }
    }

    public void Update(in Bar bar) => Update((double)bar.Close);
}
