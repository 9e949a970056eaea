using Trading.Exchanges.Ticks;
using Trading.MarketData.Flow;

namespace Trading.MarketData.Feeds;

/// <summary>
/// Between a connection and the <see cref="TickChannel"/>. Holds what is read until it is released: the batches of a successor wait
/// while the predecessor still delivers, and go in their order after it, so what both brought is dropped by id behind it and nothing
/// comes out of turn. Bounded; when full the socket is read no further until the release.
/// </summary>
internal sealed class OverlapBuffer(TickChannel channel) : IDisposable
{
    private const int Capacity = 16_384;

    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Dictionary<int, long> _trades = [];
    private readonly Dictionary<int, DepthDiff> _depths = [];
    private List<FrameBatch>? _held = [];

    public async ValueTask WriteAsync(FrameBatch batch, CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _held) is not null)
        {
            if (await TryHoldAsync(batch, cancellationToken))
            {
                return;
            }

            await _released.Task.WaitAsync(cancellationToken);
        }

        await channel.WriteAsync(batch, cancellationToken);
    }

    /// <summary>By symbol, the first trade id and the first change of the book that are held.</summary>
    public async Task<(IReadOnlyDictionary<int, long> Trades, IReadOnlyDictionary<int, DepthDiff> Depths)> FirstsAsync(
        CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            return (new Dictionary<int, long>(_trades), new Dictionary<int, DepthDiff>(_depths));
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Lets go of everything held, in its order; from now on batches pass at once.</summary>
    public async Task ReleaseAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            foreach (var batch in _held ?? [])
            {
                await channel.WriteAsync(batch, cancellationToken);
            }

            Volatile.Write(ref _held, null);
            _released.TrySetResult();
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();

    /// <summary>False when it is full, or holds no more.</summary>
    private async ValueTask<bool> TryHoldAsync(FrameBatch batch, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_held is not { } held || held.Count >= Capacity)
            {
                return false;
            }

            held.Add(batch);
            foreach (ref readonly var tick in batch.Ticks.Items)
            {
                _trades.TryAdd(tick.Symbol, tick.TradeId);
            }

            foreach (ref readonly var diff in batch.Depths.Items)
            {
                _depths.TryAdd(diff.Symbol, diff);
            }

            return true;
        }
        finally
        {
            _gate.Release();
        }
    }
}
