using System.Diagnostics;
using System.Threading.Channels;
using Trading.Contracts;

namespace Trading.MarketData.Flow;

/// <summary>
/// Bars, gaps and feed states on their way to the bus, apart from the trades so that these cannot push them out. Bounded; when full
/// (the broker has been away for long) the oldest is dropped and counted.
/// </summary>
internal sealed class EventQueue
{
    public const int Capacity = 65_536;

    private readonly MarketUniverse _universe;
    private readonly Channel<BusEvent> _channel;
    private long _dropped;

    public EventQueue(MarketUniverse universe)
    {
        _universe = universe;
        _channel = Channel.CreateBounded<BusEvent>(
            new BoundedChannelOptions(Capacity) { SingleReader = true, FullMode = BoundedChannelFullMode.DropOldest },
            _ => Interlocked.Increment(ref _dropped));
    }

    public long DroppedEvents => Interlocked.Read(ref _dropped);

    public ChannelReader<BusEvent> Reader => _channel.Reader;

    public void Offer(object message) => _channel.Writer.TryWrite(new BusEvent(message, Activity.Current?.Context ?? default));

    public void OfferBars(SymbolDelta delta)
    {
        foreach (var bar in delta.ClosedBars)
        {
            var message = new BarClosed
            {
                Venue = _universe.Venue,
                Symbol = _universe.Symbols[delta.Symbol],
                Bar = bar,
                ReplayedAt = delta.ReplayedAt,
            };
            _channel.Writer.TryWrite(new BusEvent(message, delta.Trace));
        }
    }
}
