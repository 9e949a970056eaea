namespace Trading.Strategies.Indicators;

/// <summary>
/// Mean and sum of squared deviations of the last values. Squares are summed in two doubles, so that the difference of two large sums
/// keeps its digits.
/// </summary>
internal struct RollingMoments(int period)
{
    private Ring _ring = new(period);
    private PreciseSum _sum;
    private PreciseSum _squares;
    private double _last = double.NaN;
    private int _equal;

    public readonly bool IsFull => _ring.IsFull;

    /// <summary>Arithmetic mean of a full window.</summary>
    public readonly double Mean => _sum.Over(_ring.Length);

    public void Add(double value)
    {
        var left = _ring.Push(value);
        var square = value * value;
        var leftSquare = left * left;
        _sum.Add(-left);
        _sum.Add(value);
        _squares.Add(-leftSquare);
        _squares.Add(-Math.FusedMultiplyAdd(left, left, -leftSquare));
        _squares.Add(square);
        _squares.Add(Math.FusedMultiplyAdd(value, value, -square));

        _equal = value == _last ? Math.Min(_equal + 1, _ring.Length) : 1;
        _last = value;
    }

    /// <summary>Standard deviation of a full window; exactly 0 where all values are equal.</summary>
    /// <param name="degrees">Divisor of the squared deviations: the period for a population, one less for a sample.</param>
    public readonly double Deviation(double degrees)
    {
        if (_equal == _ring.Length)
        {
            return 0;
        }

        double count = _ring.Length;
        var scaled = count * _squares.High;
        var scaledLow = Math.FusedMultiplyAdd(count, _squares.High, -scaled) + count * _squares.Low;
        var product = _sum.High * _sum.High;
        var productLow = Math.FusedMultiplyAdd(_sum.High, _sum.High, -product) + 2 * _sum.High * _sum.Low;
        return Math.Sqrt(Math.Max(0, scaled - product + (scaledLow - productLow)) / (count * degrees));
    }
}
