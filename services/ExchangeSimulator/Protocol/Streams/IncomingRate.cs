namespace Trading.ExchangeSimulator.Protocol.Streams;

/// <summary>Counts a client's messages of the last second.</summary>
internal sealed class IncomingRate(int perSecond, TimeProvider clock)
{
    private readonly Queue<long> _times = new();

    /// <summary>Counts one more; false when that is too many.</summary>
    public bool Take()
    {
        var now = clock.GetTimestamp();
        while (_times.TryPeek(out var oldest) && clock.GetElapsedTime(oldest, now) > TimeSpan.FromSeconds(1))
        {
            _times.Dequeue();
        }

        _times.Enqueue(now);
        return _times.Count <= perSecond;
    }
}
