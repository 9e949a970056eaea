namespace Trading.Strategies.Indicators;

/// <summary>Sum of the last values. Exact: decimals do not drift, however many have passed.</summary>
public sealed class RollingSum(int length)
{
    private readonly decimal[] _values = length > 0
        ? new decimal[length]
        : throw new ArgumentOutOfRangeException(nameof(length), length, "An average needs at least one bar.");

    private int _next;

    public int Length => _values.Length;

    public int Count { get; private set; }

    public bool IsFull => Count == _values.Length;

    public decimal Sum { get; private set; }

    public void Add(decimal value)
    {
        Sum += value - _values[_next];
        _values[_next] = value;
        _next = _next + 1 == _values.Length ? 0 : _next + 1;
        if (Count < _values.Length)
        {
            Count++;
        }
    }
}
