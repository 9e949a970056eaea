using System.Threading.Channels;

namespace Trading.ExchangeSimulator.Protocol.Streams;

/// <summary>
/// The frames waiting for one client, bounded in bytes. Full-policy: <see cref="TryWrite"/> fails, and the owner either cuts
/// the client off or has waited for <see cref="HasRoom"/> before making more frames. One reader (the client's send loop),
/// writers are serialised by the exchange; what is queued at a close is let go of, not sent.
/// </summary>
internal sealed class ClientChannel(int capacityBytes)
{
    private const int MaxSlices = 1 << 20;
    private readonly Channel<FrameSlice> _slices = Channel.CreateBounded<FrameSlice>(
        new BoundedChannelOptions(MaxSlices) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private long _bytes;

    public long QueuedBytes => Volatile.Read(ref _bytes);

    /// <summary>Less than half full.</summary>
    public bool HasRoom => QueuedBytes < capacityBytes / 2;

    public bool TryWrite(FrameSlice slice)
    {
        if (QueuedBytes + slice.Length > capacityBytes)
        {
            return false;
        }

        slice.Block.Hold();
        if (!_slices.Writer.TryWrite(slice))
        {
            slice.Block.Release();
            return false;
        }

        Interlocked.Add(ref _bytes, slice.Length);
        return true;
    }

    public ValueTask<bool> WaitAsync(CancellationToken cancellation) => _slices.Reader.WaitToReadAsync(cancellation);

    public bool TryRead(out FrameSlice slice) => _slices.Reader.TryRead(out slice);

    /// <summary>The slice has been sent or is given up.</summary>
    public void Done(FrameSlice slice)
    {
        Interlocked.Add(ref _bytes, -slice.Length);
        slice.Block.Release();
    }

    public void Complete() => _slices.Writer.TryComplete();

    public void Drain()
    {
        Complete();
        while (TryRead(out var slice))
        {
            Done(slice);
        }
    }
}
