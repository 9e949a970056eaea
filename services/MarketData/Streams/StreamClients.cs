using System.Diagnostics.Metrics;

namespace Trading.MarketData.Streams;

/// <summary>
/// What the clients of <c>/market/stream</c> share: their turns at the processor, so that thousands of them at once never stand between
/// the pipeline and a thread, and the counts of how they fare.
/// </summary>
internal sealed class StreamClients : IDisposable
{
    private readonly Meter _meter = new(MarketDataTelemetry.Name);
    private readonly SemaphoreSlim _turns = new(Math.Max(1, Environment.ProcessorCount / 2));
    private long _open;
    private long _conflated;
    private long _dropped;

    public StreamClients()
    {
        _meter.CreateObservableGauge("trading_stream_clients", () => Open);
        _meter.CreateObservableCounter("trading_stream_conflated_events_total", () => ConflatedEvents);
        _meter.CreateObservableCounter("trading_stream_dropped_clients_total", () => DroppedClients);
    }

    /// <summary>Streams that are open.</summary>
    public long Open => Interlocked.Read(ref _open);

    /// <summary>Events that slow clients were not sent because a later one of the same symbol and kind replaced them.</summary>
    public long ConflatedEvents => Interlocked.Read(ref _conflated);

    /// <summary>Clients that were cut off because they read nothing.</summary>
    public long DroppedClients => Interlocked.Read(ref _dropped);

    /// <summary>Waits until this client may write; <see cref="EndTurn"/> lets the next one.</summary>
    public Task TurnAsync(CancellationToken cancellationToken) => _turns.WaitAsync(cancellationToken);

    public void EndTurn() => _turns.Release();

    public void Opened() => Interlocked.Increment(ref _open);

    public void Closed() => Interlocked.Decrement(ref _open);

    public void Conflated(long events) => Interlocked.Add(ref _conflated, events);

    public void Dropped() => Interlocked.Increment(ref _dropped);

    public void Dispose()
    {
        _meter.Dispose();
        _turns.Dispose();
    }
}
