using System.Collections.Concurrent;
using System.Threading.Channels;
using Trading.Exchanges.Ticks;

namespace Trading.MarketData.Flow;

/// <summary>
/// From the sockets to the one processing thread. Bounded; when full the writer waits, the socket is read no further and TCP slows
/// the venue down: nothing is dropped. Also the pool of the batches that pass through it.
/// </summary>
internal sealed class TickChannel
{
    private readonly Channel<PipelineInput> _channel;
    private readonly ConcurrentQueue<FrameBatch> _pool = new();
    private long _backpressure;

    public TickChannel(MarketDataOptions options)
    {
        Capacity = options.ChannelBatches;
        _channel = Channel.CreateBounded<PipelineInput>(
            new BoundedChannelOptions(Capacity) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });
    }

    public int Capacity { get; }

    public int Count => _channel.Reader.Count;

    /// <summary>How often a writer had to wait.</summary>
    public long BackpressureEvents => Volatile.Read(ref _backpressure);

    public ChannelReader<PipelineInput> Reader => _channel.Reader;

    public FrameBatch Rent() => _pool.TryDequeue(out var batch) ? batch : new FrameBatch();

    public void Return(FrameBatch batch)
    {
        batch.Clear();
        _pool.Enqueue(batch);
    }

    public ValueTask WriteAsync(FrameBatch frames, CancellationToken cancellationToken) =>
        WriteAsync(new PipelineInput(frames, null), cancellationToken);

    public ValueTask WriteAsync(PipelineCommand command, CancellationToken cancellationToken) =>
        WriteAsync(new PipelineInput(null, command), cancellationToken);

    /// <summary>A pulse is not worth waiting for: a full channel means that time passes with the data.</summary>
    public void Pulse(long at) => _channel.Writer.TryWrite(new PipelineInput(null, new PipelineCommand.Pulse(at)));

    private ValueTask WriteAsync(PipelineInput input, CancellationToken cancellationToken)
    {
        if (_channel.Writer.TryWrite(input))
        {
            return ValueTask.CompletedTask;
        }

        Interlocked.Increment(ref _backpressure);
        return _channel.Writer.WriteAsync(input, cancellationToken);
    }
}
