namespace Trading.OrderExecution.Messaging;

/// <summary>How many committed messages wait, as the dispatcher last saw it; the age keeps counting in between.</summary>
internal sealed class OutboxBacklog(TimeProvider time)
{
    private volatile Seen _seen = new(0, null);

    public long Pending => _seen.Pending;

    public double OldestSeconds => _seen.Oldest is { } oldest ? Math.Max(0, (time.GetUtcNow().UtcDateTime - oldest).TotalSeconds) : 0;

    public void Observe(long pending, DateTime? oldest) => _seen = new Seen(pending, oldest);

    private sealed record Seen(long Pending, DateTime? Oldest);
}
