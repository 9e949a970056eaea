using System.Diagnostics;

namespace Trading.MarketData.State;

/// <summary>
/// Checkpoints on their way to the backend (layer 2), behind the last ones saved (layer 1): a checkpoint that has not changed is not
/// written again. Used by the store writer, and before it starts by the restorer: one at a time.
/// </summary>
internal sealed class StateStore(
    MarketUniverse universe, MarketDataOptions options, IStateBackend backend, StateMetrics metrics, ILogger<StateStore> log)
{
    // The least recently saved is first.
    private readonly LinkedList<(int Symbol, byte[] State)> _recent = [];
    private readonly int[] _sizes = new int[universe.Symbols.Count];
    private bool _away;

    /// <summary>Throws as the database does: then the whole write is repeated.</summary>
    public async Task SaveAsync(int symbol, byte[] state, CancellationToken cancellationToken)
    {
        if (Recent(symbol) is { } known && known.AsSpan().SequenceEqual(state))
        {
            metrics.Hit("l1");
            return;
        }

        metrics.Miss("l1");
        var started = Stopwatch.GetTimestamp();
        var kept = await backend.SaveAsync(universe.Venue, universe.Symbols[symbol], state, cancellationToken);
        metrics.Done("save", started);
        if (kept)
        {
            Remember(symbol, state);
        }
        else if (!_away)
        {
            log.StateNotKept(backend.Name, universe.Symbols[symbol]);
        }

        _away = !kept;
    }

    /// <summary>The last checkpoint of a symbol; null when there is none.</summary>
    public async Task<byte[]?> LoadAsync(int symbol, CancellationToken cancellationToken)
    {
        if (Recent(symbol) is { } known)
        {
            metrics.Hit("l1");
            return known;
        }

        metrics.Miss("l1");
        var started = Stopwatch.GetTimestamp();
        var state = await backend.LoadAsync(universe.Venue, universe.Symbols[symbol], cancellationToken);
        metrics.Done("load", started);
        if (state is null)
        {
            metrics.Miss("l2");
            return null;
        }

        metrics.Hit("l2");
        Remember(symbol, state);
        return state;
    }

    private byte[]? Recent(int symbol)
    {
        foreach (var (known, state) in _recent)
        {
            if (known == symbol)
            {
                return state;
            }
        }

        return null;
    }

    private void Remember(int symbol, byte[] state)
    {
        metrics.Grown(state.Length - _sizes[symbol]);
        _sizes[symbol] = state.Length;
        for (var node = _recent.First; node is not null; node = node.Next)
        {
            if (node.Value.Symbol == symbol)
            {
                _recent.Remove(node);
                break;
            }
        }

        _recent.AddLast((symbol, state));
        if (_recent.Count > options.StateCacheEntries)
        {
            _recent.RemoveFirst();
            metrics.Evicted();
        }
    }
}
