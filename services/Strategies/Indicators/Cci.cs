using System.Numerics;
using System.Runtime.InteropServices;
using Trading.Contracts;

namespace Trading.Strategies.Indicators;

/// <summary>
/// Commodity channel index of Lambert (1980): the distance of the typical price, (high + low + close) / 3, from its simple average, in
/// units of 0.015 mean absolute deviations. Without any deviation it is 0.
/// </summary>
public sealed class Cci(int period = 20) : IIndicator
{
    private RollingMean _mean = new(Require.Period(period, least: 2));

    public int WarmupBars => period;

    public bool IsReady => _mean.IsFull;

    public double Value { get; private set; } = double.NaN;

    public void Update(double high, double low, double close)
    {
        var price = (high + low + close) / 3;
        if (!double.IsFinite(price))
        {
            return;
        }

        _mean.Add(price);
        if (_mean.IsFull)
        {
            var deviation = MeanDeviation(_mean.Values, _mean.Value);
            Value = deviation > 0 ? (price - _mean.Value) / (0.015 * deviation) : 0;
        }
    }

    public void Update(in Bar bar) => Update((double)bar.High, (double)bar.Low, (double)bar.Close);

    /// <summary>
    /// All deviations move with the mean, so each bar costs the whole window; no incremental form is exact. Vectors keep it at a few
    /// nanoseconds for customary periods.
    /// </summary>
    private static double MeanDeviation(ReadOnlySpan<double> values, double mean)
    {
        var total = Vector<double>.Zero;
        var middle = new Vector<double>(mean);
        var vectors = MemoryMarshal.Cast<double, Vector<double>>(values);
        foreach (var vector in vectors)
        {
            total += Vector.Abs(vector - middle);
        }

        var sum = Vector.Sum(total);
        foreach (var value in values[(vectors.Length * Vector<double>.Count)..])
        {
            sum += Math.Abs(value - mean);
        }

        return sum / values.Length;
    }
}
