using System.Threading.Channels;

namespace Trading.OrderExecution.Execution;

/// <summary>
/// Wakes one loop. Capacity 1, further signals are dropped: one turn of the loop does everything there is. The loop also turns by
/// itself, so nothing is lost but time. Single reader.
/// </summary>
internal abstract class WakeSignalChannel
{
    private readonly Channel<bool> _channel = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    public void Set() => _channel.Writer.TryWrite(true);

    /// <summary>Returns at the next signal, or after <paramref name="atMost"/>.</summary>
    public async Task WaitAsync(TimeSpan atMost, TimeProvider time, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(atMost, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            await _channel.Reader.ReadAsync(linked.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // No signal came: time to look anyway.
        }
    }
}
