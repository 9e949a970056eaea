using Trading.Contracts;

namespace Trading.OrderExecution.Execution;

/// <summary>Order rules of the configured symbols, as the venue last stated them.</summary>
public sealed class InstrumentBook
{
    private volatile Dictionary<string, Instrument>? _instruments;

    public bool IsLoaded => _instruments is not null;

    public Instrument? Find(string symbol) => _instruments?.GetValueOrDefault(symbol);

    public void Load(IReadOnlyList<Instrument> instruments) =>
        _instruments = instruments.ToDictionary(instrument => instrument.Id.Symbol, StringComparer.Ordinal);
}
