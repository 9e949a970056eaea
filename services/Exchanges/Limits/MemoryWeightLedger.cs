namespace Trading.Exchanges.Limits;

/// <summary>The ledger of a process that is alone on its IP.</summary>
public sealed class MemoryWeightLedger : IWeightLedger
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (long Window, int Used, DateTime PausedUntil)> _buckets = new(StringComparer.Ordinal);

    public ValueTask<WeightReply> ReserveAsync(
        string bucket, long window, int weight, int allowed, DateTime now, CancellationToken cancellationToken, bool yields = false)
    {
        lock (_lock)
        {
            var (used, paused) = State(bucket, window);
            var granted = paused <= now && used + weight <= allowed;
            used = granted ? used + weight : used;
            _buckets[bucket] = (window, used, paused);
            return ValueTask.FromResult(new WeightReply(granted, used, paused));
        }
    }

    public ValueTask ObserveAsync(string bucket, long window, int used, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            // An answer to a request of a window that is over says nothing about the present one.
            if (!_buckets.TryGetValue(bucket, out var state) || state.Window <= window)
            {
                var (known, paused) = State(bucket, window);
                _buckets[bucket] = (window, Math.Max(known, used), paused);
            }
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask PauseAsync(string bucket, DateTime until, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var state = _buckets.GetValueOrDefault(bucket);
            _buckets[bucket] = (state.Window, state.Used, until > state.PausedUntil ? until : state.PausedUntil);
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask<WeightReply> ReadAsync(string bucket, long window, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var (used, paused) = State(bucket, window);
            return ValueTask.FromResult(new WeightReply(Granted: false, used, paused));
        }
    }

    private (int Used, DateTime PausedUntil) State(string bucket, long window)
    {
        var state = _buckets.GetValueOrDefault(bucket);
        return (state.Window == window ? state.Used : 0, state.PausedUntil);
    }
}
