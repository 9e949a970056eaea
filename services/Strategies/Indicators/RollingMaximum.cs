namespace Trading.Strategies.Indicators;

/// <summary>
/// The highest of the last values, in amortised constant time by blocks of one period (van Herk 1992): the highest of the present block,
/// and of the rest of the block before, whose maxima to its end are computed once. The lowest is the highest of the negated values.
/// </summary>
internal struct RollingMaximum(int period)
{
    // Before _next the values of the present block; from there on, the maxima of the last block to its end.
    private readonly double[] _values = new double[period];
    private double _highest = double.NegativeInfinity;
    private int _next;

    public bool IsFull { get; private set; }

    public readonly double Value => double.MaxNative(_highest, _values[_next]);

    public void Add(double value)
    {
        _values[_next++] = value;
        _highest = double.MaxNative(_highest, value);
        if (_next == _values.Length)
        {
            Finish();
        }
    }

    private void Finish()
    {
        var highest = double.NegativeInfinity;
        for (var i = _values.Length - 1; i >= 0; i--)
        {
            _values[i] = highest = double.MaxNative(highest, _values[i]);
        }

        (_highest, _next, IsFull) = (double.NegativeInfinity, 0, true);
    }
}
