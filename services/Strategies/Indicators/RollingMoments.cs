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
        _sum.Replace(left, value);
        _squares.Replace(
            leftSquare, square, Math.FusedMultiplyAdd(value, value, -square) - Math.FusedMultiplyAdd(left, left, -leftSquare));
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
        var ((squares, squaresLow), (sum, sumLow)) = (_squares.Parts, _sum.Parts);
        var scaled = count * squares;
        var scaledLow = Math.FusedMultiplyAdd(count, squares, -scaled) + count * squaresLow;
        var product = sum * sum;
        var productLow = Math.FusedMultiplyAdd(sum, sum, -product) + 2 * sum * sumLow;
        return Math.Sqrt(Math.Max(0, scaled - product + (scaledLow - productLow)) / (count * degrees));
    }
}
