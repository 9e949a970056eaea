using System.Collections.Concurrent;

namespace Trading.OrderExecution.Domain;

/// <summary>Latest price per symbol. An older exchange time never replaces a newer one.</summary>
public sealed class ReferencePrices
{
    private readonly ConcurrentDictionary<string, ReferencePrice> _prices = new(StringComparer.Ordinal);

    public IEnumerable<KeyValuePair<string, ReferencePrice>> All => _prices;

    public ReferencePrice? Find(string symbol) => _prices.GetValueOrDefault(symbol);

    public void Observe(string symbol, ReferencePrice price) =>
        _prices.AddOrUpdate(symbol, static (_, next) => next, static (_, old, next) => next.ExchangeTime >= old.ExchangeTime ? next : old, price);
}
