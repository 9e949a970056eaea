using System.Text.Json;
using Trading.MarketStore.Trades;
using Trading.ServiceDefaults.Json;
using Trading.ServiceDefaults.Redis;

namespace Trading.MarketData.Cache;

/// <summary>Latest prices layer by layer: memory, Redis, and last the newest stored trade. Redis away is a miss.</summary>
internal sealed class PriceReader(
    MarketUniverse universe, LatestPrices memory, RedisConnection redis, ITradeStore store, MarketDataMetrics metrics)
{
    public async ValueTask<LatestPrice?> ReadAsync(int symbol, CancellationToken cancellationToken)
    {
        if (memory.Read(symbol) is { } live)
        {
            metrics.CacheHit("l1");
            return live;
        }

        metrics.CacheMiss("l1");
        return await ReadCacheAsync(symbol, cancellationToken) ?? await ReadStoreAsync(symbol, cancellationToken);
    }

    private async ValueTask<LatestPrice?> ReadCacheAsync(int symbol, CancellationToken cancellationToken)
    {
        if (!redis.IsConfigured)
        {
            return null;
        }

        var key = PriceKeys.For(universe.Venue, universe.Symbols[symbol]);
        var answer = await redis.TryAsync("GET latest price", database => database.StringGetAsync(key), cancellationToken);
        if (!answer.Answered || !answer.Value.HasValue)
        {
            metrics.CacheMiss("l2");
            return null;
        }

        metrics.CacheHit("l2");
        byte[] json = answer.Value!;
        return JsonSerializer.Deserialize<LatestPrice>(json, ProductJson.Options) is { } price ? price with { Source = "cache" } : null;
    }

    private async ValueTask<LatestPrice?> ReadStoreAsync(int symbol, CancellationToken cancellationToken)
    {
        var instrument = universe.Instrument(symbol);
        await foreach (var trade in store.ReadTradesAsync(instrument, new TradeQuery(Limit: 1, Newest: true), cancellationToken))
        {
            return new LatestPrice(
                instrument.Venue, instrument.Symbol, trade.Price, null, null, trade.ExchangeTime, trade.ReceivedTime, "store");
        }

        return null;
    }
}
