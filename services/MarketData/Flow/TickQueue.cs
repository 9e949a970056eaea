using System.Threading.Channels;

namespace Trading.MarketData.Flow;

/// <summary>
/// Trades on their way to the bus. Bounded; when full the oldest are dropped and counted: a slow bus must not slow the market down,
/// every trade is in the store anyway.
/// </summary>
internal sealed class TickQueue
{
    public const int Capacity = 4096;

    private readonly Channel<SymbolDelta> _channel;
    private long _dropped;

    public TickQueue() => _channel = Channel.CreateBounded<SymbolDelta>(
        new BoundedChannelOptions(Capacity) { SingleReader = true, FullMode = BoundedChannelFullMode.DropOldest },
        delta => Interlocked.Add(ref _dropped, delta.Trades.Length));

    public long DroppedTicks => Interlocked.Read(ref _dropped);

    public ChannelReader<SymbolDelta> Reader => _channel.Reader;

    public void Offer(SymbolDelta delta) => _channel.Writer.TryWrite(delta);
}
