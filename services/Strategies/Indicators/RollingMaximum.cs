namespace Trading.Strategies.Indicators;

/// <summary>
/// The highest of the last values, in amortised constant time. It keeps only values that can still become the highest: a falling queue in a
/// ring (Lemire 2006). The lowest is the highest of the negated values.
/// </summary>
internal struct RollingMaximum(int period)
{
    private readonly double[] _values = new double[period];
    private readonly long[] _places = new long[period];
    private int _first;
    private int _length;
    private long _count;

    public readonly bool IsFull => _count >= _values.Length;

    public readonly double Value => _values[_first];

    public void Add(double value)
    {
        if (_length > 0 && _places[_first] <= _count - _values.Length)
        {
            _first = Wrap(_first + 1);
            _length--;
        }

        while (_length > 0 && _values[Wrap(_first + _length - 1)] <= value)
        {
            _length--;
        }

        var slot = Wrap(_first + _length++);
        _values[slot] = value;
        _places[slot] = _count++;
    }

    private readonly int Wrap(int index) => index >= _values.Length ? index - _values.Length : index;
}
