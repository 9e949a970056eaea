using System.Threading.Channels;

namespace Trading.MarketData.Books;

/// <summary>Symbols whose book wants a snapshot. Unbounded: a symbol is in it at most once.</summary>
internal sealed class SnapshotQueue
{
    private readonly Channel<int> _channel = Channel.CreateUnbounded<int>(new UnboundedChannelOptions { SingleReader = true });

    public ChannelReader<int> Reader => _channel.Reader;

    public void Ask(int symbol) => _channel.Writer.TryWrite(symbol);
}
