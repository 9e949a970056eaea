using System.Threading.Channels;

namespace Trading.WebConsole.Live;

/// <summary>Tells one reader that there is something new. Capacity one: while a wake-up is pending further ones are dropped.</summary>
internal sealed class WakeChannel
{
    private readonly Channel<bool> _channel = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    public void Wake() => _channel.Writer.TryWrite(true);

    public ValueTask<bool> ReadAsync(CancellationToken cancellationToken) => _channel.Reader.ReadAsync(cancellationToken);
}
