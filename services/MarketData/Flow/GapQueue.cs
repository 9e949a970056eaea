using System.Collections.Concurrent;
using System.Threading.Channels;
using Trading.MarketData.Pipeline;

namespace Trading.MarketData.Flow;

/// <summary>
/// Holes that wait to be fetched. Unbounded: a hole is a few dozen bytes, is bounded by the pipeline's own limit, and dropping one
/// would leave it open until the next start.
/// </summary>
internal sealed class GapQueue
{
    private readonly ConcurrentDictionary<Guid, bool> _known = new();
    private readonly Channel<PendingGap> _channel = Channel.CreateUnbounded<PendingGap>(
        new UnboundedChannelOptions { SingleReader = true });

    public ChannelReader<PendingGap> Reader => _channel.Reader;

    /// <summary>Gaps that are not closed yet.</summary>
    public int OpenCount => _known.Count;

    /// <summary>False when it is waiting, or being fetched, already.</summary>
    public bool Offer(int symbol, Hole hole)
    {
        return _known.TryAdd(hole.Id, true) && _channel.Writer.TryWrite(new PendingGap(symbol, hole));
    }

    public bool IsOpen(Guid id) => _known.ContainsKey(id);

    /// <summary>The gap is closed in the ledger.</summary>
    public void Forget(Guid id) => _known.TryRemove(id, out _);
}
