namespace Trading.OrderExecution.Execution;

/// <summary>Orders within and beyond the time objective since start.</summary>
internal sealed class ExecutionObjective(OrdersOptions options)
{
    /// <summary>95 % of the orders are to meet it.</summary>
    public const double Target = 0.95;

    private long _met;
    private long _missed;

    public LatencyRing Latency { get; } = new();

    public int ThresholdMs => options.SloThresholdMs;

    public long Met => Volatile.Read(ref _met);

    public long Missed => Volatile.Read(ref _missed);

    public bool Record(TimeSpan elapsed)
    {
        Latency.Record(elapsed);
        var met = elapsed.TotalMilliseconds <= options.SloThresholdMs;
        Interlocked.Increment(ref met ? ref _met : ref _missed);
        return met;
    }
}
