using System.Threading.Channels;

namespace Trading.MarketData.Flow;

/// <summary>From processing to the store writer. Bounded; when full, processing waits and so, in the end, does the venue.</summary>
internal sealed class StoreQueue
{
    private readonly Channel<SymbolDelta> _channel;

    public StoreQueue(MarketDataOptions options)
    {
        _channel = Channel.CreateBounded<SymbolDelta>(
            new BoundedChannelOptions(options.StoreQueueBatches) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });
    }

    public int Count => _channel.Reader.Count;

    public ChannelReader<SymbolDelta> Reader => _channel.Reader;

    public ValueTask WriteAsync(SymbolDelta delta, CancellationToken cancellationToken) =>
        _channel.Writer.WriteAsync(delta, cancellationToken);
}
