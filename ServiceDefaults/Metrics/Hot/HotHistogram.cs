namespace Trading.ServiceDefaults.Metrics.Hot;

/// <summary>
/// A histogram with bound labels and fixed bounds. Each thread has counts and a sum of its own; readers add them up. A reader may see
/// an observation in the count before it is in the sum.
/// </summary>
public sealed class HotHistogram
{
    private readonly double[] _bounds;
    private readonly double[] _sums;
    private readonly long[] _counts;
    private readonly int _stride;

    internal HotHistogram(double[] bounds, KeyValuePair<string, object?>[] labels)
    {
        _bounds = bounds;
        Labels = labels;

        // Whole pairs of cache lines per thread.
        _stride = (bounds.Length + 1 + 15) & ~15;
        _counts = new long[(ThreadSlot.Most + 1) * _stride];
        _sums = new double[(ThreadSlot.Most + 1) * 16];
    }

    internal KeyValuePair<string, object?>[] Labels { get; }

    internal double[] Bounds => _bounds;

    /// <summary>Counts it in the first bucket whose bound is not below it; NaN is ignored.</summary>
    public void Record(double value)
    {
        var slot = ThreadSlot.Current;
        if (slot <= 0)
        {
            RecordSlowly(value);
            return;
        }

        var bounds = _bounds;
        var bucket = 0;
        while (bucket < bounds.Length && value > bounds[bucket])
        {
            bucket++;
        }

        if (double.IsNaN(value))
        {
            return;
        }

        _counts[(slot * _stride) + bucket]++;
        _sums[slot * 16] += value;
    }

    /// <summary>The series at this moment, not cumulative.</summary>
    internal MetricSeries Read(string labels)
    {
        var buckets = new long[_bounds.Length + 1];
        double sum = 0;
        for (var slot = 0; slot <= ThreadSlot.Most; slot++)
        {
            for (var bucket = 0; bucket < buckets.Length; bucket++)
            {
                buckets[bucket] += Volatile.Read(ref _counts[(slot * _stride) + bucket]);
            }

            sum += Volatile.Read(ref _sums[slot * 16]);
        }

        return new MetricSeries(labels) { Bounds = _bounds, Buckets = buckets, Sum = sum };
    }

    private void RecordSlowly(double value)
    {
        if (ThreadSlot.TryTake())
        {
            Record(value);
            return;
        }

        if (double.IsNaN(value))
        {
            return;
        }

        var bucket = 0;
        while (bucket < _bounds.Length && value > _bounds[bucket])
        {
            bucket++;
        }

        Interlocked.Increment(ref _counts[bucket]);
        var seen = Volatile.Read(ref _sums[0]);
        while (true)
        {
            var before = Interlocked.CompareExchange(ref _sums[0], seen + value, seen);
            if (before.Equals(seen))
            {
                return;
            }

            seen = before;
        }
    }
}
