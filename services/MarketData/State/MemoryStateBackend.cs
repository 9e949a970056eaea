using System.Collections.Concurrent;

namespace Trading.MarketData.State;

/// <summary>As many checkpoints as there are symbols, as long as the process lives.</summary>
internal sealed class MemoryStateBackend : IStateBackend
{
    private readonly ConcurrentDictionary<(string Venue, string Symbol), byte[]> _states = new();

    public string Name => "memory";

    public Task<bool> SaveAsync(string venue, string symbol, byte[] state, CancellationToken cancellationToken)
    {
        _states[(venue, symbol)] = state;
        return Task.FromResult(true);
    }

    public Task<byte[]?> LoadAsync(string venue, string symbol, CancellationToken cancellationToken) =>
        Task.FromResult(_states.GetValueOrDefault((venue, symbol)));
}
