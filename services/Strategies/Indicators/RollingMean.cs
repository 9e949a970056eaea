using System.Runtime.CompilerServices;

namespace Trading.Strategies.Indicators;

/// <summary>Arithmetic mean of the last values.</summary>
internal struct RollingMean(int period)
{
    private Ring _ring = new(period);
    private PreciseSum _sum;

    public readonly bool IsFull => _ring.IsFull;

    public readonly ReadOnlySpan<double> Values => _ring.Values;

    /// <summary>NaN until the window is full.</summary>
    public double Value { get; private set; } = double.NaN;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(double value)
    {
        _sum.Replace(_ring.Push(value), value);
        if (_ring.IsFull)
        {
            Value = _sum.Over(_ring.Length);
        }
    }
}
