namespace Trading.Exchanges.Transport;

/// <summary>
/// At most <paramref name="limit"/> events in any <paramref name="window"/>: a caller that comes too early waits. Safe for many callers.
/// </summary>
public sealed class SlidingRate(int limit, TimeSpan window, TimeProvider clock)
{
    private readonly Lock _gate = new();
    private readonly Queue<long> _times = new();

    /// <summary>Waits for its turn, in no particular order among those that wait.</summary>
    public async ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        while (TryTake() is { } wait)
        {
            await Task.Delay(wait, clock, cancellationToken);
        }
    }

    /// <summary>Counts an event that cannot wait, such as a pong.</summary>
    public void Count()
    {
        lock (_gate)
        {
            _times.Enqueue(clock.GetTimestamp());
        }
    }

    /// <summary>Null when the event may happen, and is counted; else how long to wait before asking again.</summary>
    private TimeSpan? TryTake()
    {
        lock (_gate)
        {
            var now = clock.GetTimestamp();
            while (_times.TryPeek(out var oldest) && clock.GetElapsedTime(oldest, now) >= window)
            {
                _times.Dequeue();
            }

            if (_times.Count < limit)
            {
                _times.Enqueue(now);
                return null;
            }

            return window - clock.GetElapsedTime(_times.Peek(), now) + TimeSpan.FromMilliseconds(1);
        }
    }
}
