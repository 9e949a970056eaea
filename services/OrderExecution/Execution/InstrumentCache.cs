using Trading.Contracts;

namespace Trading.OrderExecution.Execution;

/// <summary>Order rules of the configured symbols, as the venue last stated them.</summary>
internal sealed class InstrumentCache(TimeProvider time)
{
    private readonly TaskCompletionSource _loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile Dictionary<string, Instrument>? _instruments;

    public bool IsLoaded => _instruments is not null;

    public Instrument? Find(string symbol) => _instruments?.GetValueOrDefault(symbol);

    /// <summary>Symbols that are traded here, in order.</summary>
    public IReadOnlyList<string> Symbols => [.. (_instruments?.Keys ?? Enumerable.Empty<string>()).Order(StringComparer.Ordinal)];

    public void Load(IReadOnlyList<Instrument> instruments)
    {
        _instruments = instruments.ToDictionary(instrument => instrument.Id.Symbol, StringComparer.Ordinal);
        _loaded.TrySetResult();
    }

    /// <summary>Returns once the rules are there, or after <paramref name="atMost"/>.</summary>
    public async Task WaitLoadedAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        if (!IsLoaded)
        {
            await _loaded.Task.WaitAsync(atMost, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }
}
