namespace Trading.OrderExecution.Risk;

/// <summary>Counts orders within the last second. Not thread-safe: its owner holds the lock.</summary>
internal sealed class OrderRateWindow
{
    private readonly Queue<DateTime> _times = new();

    public int Count(DateTime now)
    {
        while (_times.TryPeek(out var oldest) && now - oldest >= TimeSpan.FromSeconds(1))
        {
            _times.Dequeue();
        }

        return _times.Count;
    }

    public void Add(DateTime now) => _times.Enqueue(now);
}
