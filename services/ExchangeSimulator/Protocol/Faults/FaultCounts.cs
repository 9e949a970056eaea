namespace Trading.ExchangeSimulator.Protocol.Faults;

/// <summary>Frames and requests hurt so far.</summary>
internal sealed class FaultCounts
{
    private long _dropped;
    private long _duplicated;
    private long _reordered;
    private long _malformed;
    private long _disconnected;
    private long _requests;

    public long Dropped => Volatile.Read(ref _dropped);

    public long Duplicated => Volatile.Read(ref _duplicated);

    public long Reordered => Volatile.Read(ref _reordered);

    public long Malformed => Volatile.Read(ref _malformed);

    public long Disconnected => Volatile.Read(ref _disconnected);

    public long Requests => Volatile.Read(ref _requests);

    internal void Drop() => Interlocked.Increment(ref _dropped);

    internal void Duplicate() => Interlocked.Increment(ref _duplicated);

    internal void Reorder() => Interlocked.Increment(ref _reordered);

    internal void Malform() => Interlocked.Increment(ref _malformed);

    internal void Disconnect() => Interlocked.Increment(ref _disconnected);

    internal void Request() => Interlocked.Increment(ref _requests);
}
