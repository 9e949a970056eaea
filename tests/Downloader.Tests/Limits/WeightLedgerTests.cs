using StackExchange.Redis;
using Trading.Exchanges.Limits;
using Trading.Testing;

namespace Trading.Downloader.Tests.Limits;

/// <summary>What every ledger does, in memory, in a file and in a real Redis.</summary>
public sealed class WeightLedgerTests(RealServers servers) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("trading-weight-").FullName;
    private readonly DateTime _now = DateTime.UtcNow;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("memory")]
    [InlineData("file")]
    [InlineData("redis")]
    public async Task Grants_up_to_the_limit_and_not_beyond(string kind)
    {
        var ledger = await LedgerAsync(kind);

        Assert.Equal(new WeightReply(Granted: true, 60, Long(await ledger.ReadAsync(kind, 5, Cancel))), await ledger.ReserveAsync(kind, 5, 60, 100, _now, Cancel));
        Assert.False((await ledger.ReserveAsync(kind, 5, 41, 100, _now, Cancel)).Granted);
        Assert.Equal(100, (await ledger.ReserveAsync(kind, 5, 40, 100, _now, Cancel)).Used);
        Assert.True((await ledger.ReserveAsync(kind, 6, 40, 100, _now, Cancel)).Granted);
    }

    [Theory]
    [InlineData("memory")]
    [InlineData("file")]
    [InlineData("redis")]
    public async Task Follows_the_venues_count_when_it_is_higher(string kind)
    {
        var ledger = await LedgerAsync(kind);
        await ledger.ReserveAsync(kind + 2, 5, 10, 100, _now, Cancel);

        await ledger.ObserveAsync(kind + 2, 5, 95, Cancel);
        await ledger.ObserveAsync(kind + 2, 5, 20, Cancel);

        Assert.Equal(95, (await ledger.ReadAsync(kind + 2, 5, Cancel)).Used);
        Assert.False((await ledger.ReserveAsync(kind + 2, 5, 10, 100, _now, Cancel)).Granted);
    }

    [Theory]
    [InlineData("memory")]
    [InlineData("file")]
    [InlineData("redis")]
    public async Task A_pause_stops_everyone_until_it_is_over_and_is_never_shortened(string kind)
    {
        var ledger = await LedgerAsync(kind);

        await ledger.PauseAsync(kind + 3, _now.AddSeconds(10), Cancel);
        await ledger.PauseAsync(kind + 3, _now.AddSeconds(5), Cancel);

        Assert.False((await ledger.ReserveAsync(kind + 3, 5, 1, 100, _now.AddSeconds(9), Cancel)).Granted);
        Assert.True((await ledger.ReserveAsync(kind + 3, 5, 1, 100, _now.AddSeconds(11), Cancel)).Granted);
    }

    [Theory]
    [InlineData("memory")]
    [InlineData("file")]
    [InlineData("redis")]
    public async Task Many_at_once_never_go_over(string kind)
    {
        var ledger = await LedgerAsync(kind);

        var granted = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            var sum = 0;
            for (var i = 0; i < 40; i++)
            {
                sum += (await ledger.ReserveAsync(kind + 4, 5, 3, 500, _now, Cancel)).Granted ? 3 : 0;
            }

            return sum;
        })));

        Assert.Equal(498, granted.Sum());
    }

    [Fact]
    public async Task A_process_that_waits_and_had_less_goes_first_and_orders_wait_for_nobody()
    {
        var ahead = await LedgerAsync("redis");
        var behind = await LedgerAsync("redis");

        Assert.True((await ahead.ReserveAsync("line", 5, 10, 100, _now, Cancel, yields: true)).Granted);
        Assert.False((await behind.ReserveAsync("line", 5, 10, 10, _now, Cancel, yields: true)).Granted);

        Assert.False((await ahead.ReserveAsync("line", 5, 10, 100, _now, Cancel, yields: true)).Granted);
        Assert.True((await ahead.ReserveAsync("line", 5, 10, 100, _now, Cancel)).Granted);
        Assert.True((await behind.ReserveAsync("line", 5, 10, 100, _now, Cancel, yields: true)).Granted);
        Assert.Equal(new WeightReply(Granted: true, 40, DateTime.UnixEpoch), await ahead.ReserveAsync("line", 5, 10, 100, _now, Cancel, yields: true));
    }

    [Fact]
    public async Task A_process_that_died_while_it_waited_holds_the_others_back_for_seconds_only()
    {
        var alive = await LedgerAsync("redis");
        var dead = await LedgerAsync("redis");
        await alive.ReserveAsync("dead", 5, 10, 100, _now, Cancel, yields: true);
        Assert.False((await dead.ReserveAsync("dead", 5, 10, 10, _now, Cancel, yields: true)).Granted);
        Assert.False((await alive.ReserveAsync("dead", 5, 10, 100, _now, Cancel, yields: true)).Granted);

        await Poll.UntilAsync(async () => (await alive.ReserveAsync("dead", 5, 10, 100, _now, Cancel, yields: true)).Granted, TimeSpan.FromSeconds(60));

        Assert.Equal(20, (await alive.ReadAsync("dead", 5, Cancel)).Used);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static DateTime Long(WeightReply reply) => reply.PausedUntil;

    private async Task<IWeightLedger> LedgerAsync(string kind)
    {
        if (kind == "memory")
        {
            return new MemoryWeightLedger();
        }

        if (kind == "file")
        {
            return new FileWeightLedger(_folder, TimeProvider.System);
        }

        var redis = (await ConnectionMultiplexer.ConnectAsync(await servers.RedisEndpointAsync())).GetDatabase();
        return new RedisWeightLedger(async (script, keys, arguments, _) => (long[]?)await redis.ScriptEvaluateAsync(
            script, Array.ConvertAll(keys, key => (RedisKey)key), Array.ConvertAll(arguments, argument => (RedisValue)argument)));
    }
}
