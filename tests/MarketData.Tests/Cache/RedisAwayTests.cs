using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Trading.MarketData.Cache;
using Trading.MarketData.Tests.Venue;
using Trading.ServiceDefaults.Json;
using Trading.ServiceDefaults.Redis;
using Trading.Testing;
using Trading.Testing.Servers;

namespace Trading.MarketData.Tests.Cache;

[Collection(MetricsAlone.Name)]
public sealed class RedisAwayTests(RealServers servers) : IDisposable
{
    private const int Half = 4000;

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly ScratchFolder _folder = new();
    private readonly ManualResetEventSlim _go = new();

    public void Dispose()
    {
        _go.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Redis_away_means_misses_and_its_return_brings_the_newest_prices()
    {
        await using var redis = await servers.StartRedisAsync();
        await using var venue = await StubVenue.StartAsync(Recording.TradeFrames);
        venue.Fate = frame =>
        {
            if (frame == Half)
            {
                _go.Wait();
            }

            return FrameFate.Send;
        };
        await using var service = await RunningService.StartAsync(
            venue.Url, _folder.Path, symbols: "BTCUSDT,ETHUSDT", more: $"--Redis:Endpoint={((RedisServer)redis.Server).Endpoint}");
        await CachedAsync(service, "BTCUSDT", Recording.Trades[Half - 1].Price);

        // What this process has not seen itself, another one has left in the second layer.
        var connection = service.Services.GetRequiredService<RedisConnection>();
        var other = new LatestPrice("simulator", "ETHUSDT", 3000m, null, null, DateTime.UtcNow, DateTime.UtcNow, "stream");
        await connection.TryAsync("SET", database => database.StringSetAsync(PriceKeys.For("simulator", "ETHUSDT"), JsonSerializer.SerializeToUtf8Bytes(other, ProductJson.Options)));
        Assert.Equal(["BTCUSDT stream", "ETHUSDT cache"], await SourcesAsync(service));

        await redis.KillAsync();
        var misses = await MissesAsync(service);
        Assert.Equal(["BTCUSDT stream"], await SourcesAsync(service));
        Assert.Equal(misses + 1, await MissesAsync(service));
        _go.Set();
        await Poll.UntilAsync(async () => (await service.TradesAsync()).Count, count => count == Recording.Trades.Count, Deadline);

        await redis.StartAsync();
        await CachedAsync(service, "BTCUSDT", Recording.Trades[^1].Price);
    }

    private static Task CachedAsync(RunningService service, string symbol, decimal price) => Poll.UntilAsync(
        async () =>
        {
            var answer = await service.Services.GetRequiredService<RedisConnection>()
                .TryAsync("GET", database => database.StringGetAsync(PriceKeys.For("simulator", symbol)));
            return answer.Answered && answer.Value.HasValue ? JsonSerializer.Deserialize<LatestPrice>((byte[])answer.Value!, ProductJson.Options)?.Price : null;
        },
        cached => cached == price,
        Deadline);

    private static async Task<string[]> SourcesAsync(RunningService service)
    {
        using var prices = JsonDocument.Parse(await service.Http.GetStringAsync(new Uri("/market/prices?symbols=BTCUSDT,ETHUSDT", UriKind.Relative)));
        return [.. prices.RootElement.EnumerateArray().Select(price => $"{price.GetProperty("symbol").GetString()} {price.GetProperty("source").GetString()}")];
    }

    private static async Task<double> MissesAsync(RunningService service)
    {
        const string Name = "trading_cache_misses_total{cache_layer=\"l2\",venue=\"simulator\"} ";
        var metrics = await service.Http.GetStringAsync(new Uri("/metrics", UriKind.Relative));
        return double.Parse(metrics.Split('\n').Single(line => line.StartsWith(Name, StringComparison.Ordinal))[Name.Length..], CultureInfo.InvariantCulture);
    }
}
