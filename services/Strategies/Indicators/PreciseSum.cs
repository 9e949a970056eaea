using System.Runtime.CompilerServices;

namespace Trading.Strategies.Indicators;

/// <summary>
/// A sum in two doubles (Dekker 1971, Knuth's exact addition): about 32 digits, so that what is added and later taken away leaves
/// nothing behind. A sliding sum in one double drifts.
/// </summary>
internal struct PreciseSum
{
    public double High { get; private set; }

    public double Low { get; private set; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(double value)
    {
        var sum = High + value;
        var added = sum - High;
        var low = Low + ((High - (sum - added)) + (value - added));
        High = sum + low;
        Low = low - (High - sum);
    }

    /// <summary>The sum divided by <paramref name="count"/>, rounded once: the mean of equal values is that value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly double Over(double count)
    {
        var quotient = High / count;
        return quotient + (Math.FusedMultiplyAdd(-quotient, count, High) + Low) / count;
    }
}
