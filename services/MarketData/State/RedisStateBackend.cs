using Trading.ServiceDefaults.Redis;

namespace Trading.MarketData.State;

/// <summary>The string <c>market:state:{venue}:{symbol}</c>, without expiry. Redis away: nothing is kept until it is back.</summary>
internal sealed class RedisStateBackend(RedisConnection redis) : IStateBackend
{
    public string Name => "redis";

    public async Task<bool> SaveAsync(string venue, string symbol, byte[] state, CancellationToken cancellationToken)
    {
        var answer = await redis.TryAsync(
            "SET stream state", database => database.StringSetAsync(Key(venue, symbol), state), cancellationToken);
        return answer is { Answered: true, Value: true };
    }

    public async Task<byte[]?> LoadAsync(string venue, string symbol, CancellationToken cancellationToken) =>
        (await redis.TryAsync("GET stream state", database => database.StringGetAsync(Key(venue, symbol)), cancellationToken)).Value;

    private static string Key(string venue, string symbol) => $"market:state:{venue}:{symbol}";
}
