using System.Collections.Concurrent;

namespace Trading.OrderExecution.Domain;

/// <summary>
/// Latest price per symbol, and whether its feed may be priced from. An older exchange time never replaces a newer one, nor an older
/// standing a newer one.
/// </summary>
internal sealed class ReferencePrices
{
    // Market data repeats a standing every ten seconds: after three it is gone.
    private static readonly TimeSpan MaxSilence = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, ReferencePrice> _prices = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, FeedHealth> _feeds = new(StringComparer.Ordinal);

    public IEnumerable<KeyValuePair<string, ReferencePrice>> All => _prices;

    public ReferencePrice? Find(string symbol) => _prices.GetValueOrDefault(symbol);

    public void Observe(string symbol, ReferencePrice price) =>
        _prices.AddOrUpdate(
            symbol, static (_, next) => next, static (_, old, next) => next.ExchangeTime >= old.ExchangeTime ? next : old, price);

    public void Observe(string symbol, FeedHealth standing) =>
        _feeds.AddOrUpdate(symbol, static (_, next) => next, static (_, old, next) => next.At >= old.At ? next : old, standing);

    /// <summary>Why nothing may be priced from the symbol's feed at <paramref name="now"/> (UTC); null when it may.</summary>
    public string? FeedProblem(string symbol, DateTime now) =>
        !_feeds.TryGetValue(symbol, out var standing) ? "nothing is known of the feed"
        : standing.Problem ?? (now - standing.ReceivedAt > MaxSilence ? "nothing has been heard of the feed for long" : null);
}
