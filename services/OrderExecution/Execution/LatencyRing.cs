namespace Trading.OrderExecution.Execution;

/// <summary>The last 1,024 durations, for percentiles on request. Recording allocates nothing.</summary>
internal sealed class LatencyRing
{
    private readonly double[] _milliseconds = new double[1024];
    private readonly Lock _lock = new();
    private int _count;

    public void Record(TimeSpan elapsed)
    {
        lock (_lock)
        {
            _milliseconds[_count++ % _milliseconds.Length] = elapsed.TotalMilliseconds;
            _count = _count == 2 * _milliseconds.Length ? _milliseconds.Length : _count;
        }
    }

    /// <summary>Milliseconds; all zero while nothing was recorded.</summary>
    public LatencyPercentiles Percentiles()
    {
        double[] sorted;
        lock (_lock)
        {
            sorted = _milliseconds[..Math.Min(_count, _milliseconds.Length)];
        }

        Array.Sort(sorted);
        double At(double part) => sorted.Length == 0 ? 0 : Math.Round(sorted[(int)Math.Ceiling(part * sorted.Length) - 1], 3);
        return new LatencyPercentiles(At(0.5), At(0.95), At(0.99));
    }
}
