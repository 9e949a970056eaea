using System.Runtime.CompilerServices;

namespace Trading.Strategies.Indicators;

/// <summary>
/// A sum in two doubles, with Knuth's exact addition: about 32 digits, so that what is added and later taken away leaves nothing behind. A
/// sliding sum in one double drifts. What was rounded off is only gathered, so that the next addition need not wait for it.
/// </summary>
internal struct PreciseSum
{
    private double _high;
    private double _low;

    /// <summary>The sum as its nearest double, and what is missing to it.</summary>
    public readonly (double High, double Low) Parts
    {
        get
        {
            var sum = _high + _low;
            var added = sum - _high;
            return (sum, (_high - (sum - added)) + (_low - added));
        }
    }

    /// <param name="rest">Too small to be held by <paramref name="value"/>, and added to it.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(double value, double rest = 0)
    {
        var sum = _high + value;
        var added = sum - _high;
        _low += (_high - (sum - added)) + (value - added) + rest;
        _high = sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Replace(double left, double value, double rest = 0)
    {
        var difference = value - left;
        var taken = difference - value;
        Add(difference, (value - (difference - taken)) - (left + taken) + rest);
    }

    /// <summary>The sum divided by <paramref name="count"/>, rounded once: the mean of equal values is that value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly double Over(double count)
    {
        var (high, low) = Parts;
        var quotient = high / count;
        return quotient + (Math.FusedMultiplyAdd(-quotient, count, high) + low) / count;
    }
}
