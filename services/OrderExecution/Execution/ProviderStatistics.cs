using Trading.OrderExecution.Domain;

namespace Trading.OrderExecution.Execution;

/// <summary>How a liquidity provider has served since start.</summary>
internal sealed class ProviderStatistics
{
    private long _orders;
    private long _rejects;
    private long _unknowns;
    private long _filled;

    public LatencyRing Latency { get; } = new();

    public void Sent(TimeSpan roundTrip)
    {
        Interlocked.Increment(ref _orders);
        Latency.Record(roundTrip);
    }

    public void Rejected() => Interlocked.Increment(ref _rejects);

    public void Unknown() => Interlocked.Increment(ref _unknowns);

    public void Filled() => Interlocked.Increment(ref _filled);

    public ProviderScore Score(bool connected) => ProviderScore.Of(
        connected, Volatile.Read(ref _orders), Volatile.Read(ref _filled), Volatile.Read(ref _rejects), Volatile.Read(ref _unknowns),
        Latency.Percentiles().P95);
}
