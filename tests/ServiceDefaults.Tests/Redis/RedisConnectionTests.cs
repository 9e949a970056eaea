using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Trading.ServiceDefaults.Redis;
using Trading.Testing;
using Trading.Testing.Servers;

namespace Trading.ServiceDefaults.Tests.Redis;

public sealed class RedisConnectionTests(RealServers servers)
{
    [Fact]
    public async Task Writes_and_reads_on_a_real_server()
    {
        await using var redis = Connect(await servers.RedisEndpointAsync());
        Assert.True((await redis.TryAsync("SET test", database => database.StringSetAsync("platform:a", "1"))).Answered);
        Assert.Equal("1", (await redis.TryAsync("GET test", database => database.StringGetAsync("platform:a"))).Value);
        Assert.True(redis.IsConnected);
    }

    [Fact]
    public async Task No_endpoint_means_every_read_is_a_miss()
    {
        await using var redis = Connect(null);
        Assert.False(redis.IsConfigured);
        Assert.False((await redis.TryAsync("GET test", database => database.StringGetAsync("a"))).Answered);
    }

    [Fact]
    public async Task A_server_that_dies_costs_misses_not_errors_and_comes_back_by_itself()
    {
        await using var server = await servers.StartRedisAsync();
        await using var redis = Connect(((RedisServer)server.Server).Endpoint);
        Assert.True((await redis.TryAsync("SET test", database => database.StringSetAsync("platform:b", "1"))).Answered);

        await server.KillAsync();
        await Poll.UntilAsync(async () => !(await redis.TryAsync("GET test", database => database.StringGetAsync("platform:b"))).Answered, TimeSpan.FromSeconds(60));
        var started = Stopwatch.GetTimestamp();
        for (var read = 0; read < 100; read++)
        {
            Assert.False((await redis.TryAsync("GET test", database => database.StringGetAsync("platform:b"))).Answered);
        }

        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(5), "misses are quick");
        await server.StartAsync();
        await Poll.UntilAsync(async () => (await redis.TryAsync("SET test", database => database.StringSetAsync("platform:b", "2"))).Answered, TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task A_server_that_was_never_there_is_a_miss_within_the_connect_timeout()
    {
        await using var redis = Connect($"127.0.0.1:{FreePort.Next()}");
        var started = Stopwatch.GetTimestamp();
        Assert.False((await redis.TryAsync("GET test", database => database.StringGetAsync("a"))).Answered);
        Assert.False((await redis.TryAsync("GET test", database => database.StringGetAsync("a"))).Answered);
        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(8));
    }

    private static RedisConnection Connect(string? endpoint) => new(new RedisOptions { Endpoint = endpoint }, NullLogger<RedisConnection>.Instance);
}
