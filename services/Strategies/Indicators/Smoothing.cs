using System.Runtime.CompilerServices;

namespace Trading.Strategies.Indicators;

/// <summary>Exponential smoothing that starts with the arithmetic mean of the first values.</summary>
/// <param name="weight">Part of the new value in the average.</param>
internal struct Smoothing(int period, double weight)
{
    /// <summary>Below this an average is 0: denormal numbers lose their digits and are slow.</summary>
    private const double Nothing = 1e-200;

    private PreciseSum _seed;
    private int _count;

    /// <summary>NaN until there were <c>period</c> values.</summary>
    public double Value { get; private set; } = double.NaN;

    public readonly bool IsFull => _count == period;

    /// <summary>The smoothing of Wilder (1978): a new value weighs one part in <paramref name="period"/>.</summary>
    public static Smoothing Wilder(int period) => new(period, 1.0 / period);

    /// <summary>The customary exponential average: a new value weighs 2 / (period + 1).</summary>
    public static Smoothing Exponential(int period) => new(period, 2.0 / (period + 1.0));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(double value)
    {
        if (_count < period)
        {
            Seed(value);
            return;
        }

        var next = Value + weight * (value - Value);
        Value = Math.Abs(next) < Nothing ? 0 : next;
    }

    private void Seed(double value)
    {
        _seed.Add(value);
        if (++_count == period)
        {
            Value = _seed.Over(period);
        }
    }
}
