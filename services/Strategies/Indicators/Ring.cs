using System.Runtime.CompilerServices;

namespace Trading.Strategies.Indicators;

/// <summary>The last values of a series.</summary>
internal struct Ring(int length)
{
    private readonly double[] _values = new double[length];
    private int _next;

    public int Count { get; private set; }

    public readonly int Length => _values.Length;

    public readonly bool IsFull => Count == _values.Length;

    /// <summary>In no order.</summary>
    public readonly ReadOnlySpan<double> Values => _values.AsSpan(0, Count);

    /// <summary>Returns the value that left; 0 while there was room.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Push(double value)
    {
        var left = _values[_next];
        _values[_next] = value;
        if (++_next == _values.Length)
        {
            _next = 0;
        }

        if (Count < _values.Length)
        {
            Count++;
        }

        return left;
    }
}
