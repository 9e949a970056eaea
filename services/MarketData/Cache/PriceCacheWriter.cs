using System.Text.Json;
using StackExchange.Redis;
using Trading.ServiceDefaults.Json;
using Trading.ServiceDefaults.Redis;

namespace Trading.MarketData.Cache;

/// <summary>
/// Copies changed prices to Redis a few times a second, all of them in one command: between two copies only the newest of a symbol
/// matters. Redis away costs nothing but the copy; the next one brings everything that changed meanwhile.
/// </summary>
internal sealed class PriceCacheWriter(
    MarketUniverse universe, LatestPrices prices, RedisConnection redis, MarketDataMetrics metrics, TimeProvider clock)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private readonly Dictionary<int, KeyValuePair<RedisKey, RedisValue>> _waiting = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!redis.IsConfigured)
        {
            return;
        }

        using var timer = new PeriodicTimer(Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            for (var symbol = 0; symbol < universe.Symbols.Count; symbol++)
            {
                if (prices.TakeChanged(symbol) is { } price)
                {
                    _waiting[symbol] = new(
                        PriceKeys.For(price.Venue, price.Symbol), JsonSerializer.SerializeToUtf8Bytes(price, ProductJson.Options));
                }
            }

            if (_waiting.Count > 0)
            {
                await CopyAsync(stoppingToken);
            }
        }
    }

    private async Task CopyAsync(CancellationToken cancellationToken)
    {
        var pairs = _waiting.Values.ToArray();
        var answer = await redis.TryAsync("MSET latest prices", database => database.StringSetAsync(pairs), cancellationToken);
        if (answer.Answered)
        {
            _waiting.Clear();
        }
        else
        {
            metrics.CacheUpdateFailed(pairs.Length);
        }
    }
}
