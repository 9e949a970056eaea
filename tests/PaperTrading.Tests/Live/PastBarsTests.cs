using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Trading.Contracts;
using Trading.PaperTrading.Storage;
using Trading.Testing;

namespace Trading.PaperTrading.Tests.Live;

/// <summary>Bars that closed before the strategy ran, or long ago, warm it up; the first that may trade is the first that closes live.</summary>
public sealed class PastBarsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("paper-past-").FullName;

    [Fact]
    public async Task History_warms_up_without_a_trade_and_the_first_live_bar_decides_with_it()
    {
        await using var host = await PaperHost.StartAsync(_folder);
        var bars = Bars.Walk(21, 400);
        // Where history makes a difference to the first decisions.
        var past = Enumerable.Range(200, 100).First(count => !Tape.Reference(bars, count).SequenceEqual(Tape.Reference(bars.Skip(count).ToList())));
        Assert.NotEmpty(Tape.Reference(bars.Take(past).ToList()));
        await Tape.PlayAsync(host, bars.Take(past), Past);
        await Tape.CheckpointAsync(host, bars[past - 1]);
        Assert.Empty(await TradesAsync(host));
        Assert.Empty(host.Orders);

        await Tape.PlayAsync(host, bars.Skip(past));
        await Tape.CheckpointAsync(host, bars[^1]);
        Assert.Equal(Tape.Reference(bars, past), await TradesAsync(host));
    }

    [Fact]
    public async Task Bars_that_closed_while_the_service_was_down_are_not_traded_on_after_the_restart()
    {
        var bars = Bars.Walk(21, 400);
        int before;
        await using (var host = await PaperHost.StartAsync(_folder))
        {
            await Tape.PlayAsync(host, bars.Take(100));
            await Tape.CheckpointAsync(host, bars[99]);
            before = (await TradesAsync(host)).Count;
        }

        var down = DateTime.UtcNow;
        await using (var host = await PaperHost.StartAsync(_folder))
        {
            await Tape.PlayAsync(host, bars.Skip(100).Take(200), bar => Tape.Replayed(bar) with { ReplayedAt = down });
            await Tape.CheckpointAsync(host, bars[299]);
            Assert.InRange((await TradesAsync(host)).Count, before, before + 1);

            await Tape.PlayAsync(host, bars.Skip(300));
            await Tape.CheckpointAsync(host, bars[^1]);
            Assert.True((await TradesAsync(host)).Count > before + 3);
        }
    }

    [Fact]
    public async Task A_promoted_strategy_decides_nothing_while_its_feed_is_stale()
    {
        await using var host = await PaperHost.StartAsync(_folder, null, "--Paper:Default:Enabled=false");
        foreach (var (name, promoted) in new[] { ("live", true), ("paper", false) })
        {
            var request = new { name, kind = "buy-and-hold", symbols = new[] { "AAA" }, interval = "1s", cash = 1000, start = true, promoted };
            using var created = await host.Http.PostAsJsonAsync("/paper/strategies", request);
            Assert.True(created.IsSuccessStatusCode);
        }

        var now = DateTime.UtcNow;
        var second = new DateTime(now.Ticks - now.Ticks % TimeSpan.TicksPerSecond, DateTimeKind.Utc);
        await host.PublishAsync(Feed(bookInSync: false));
        await Poll.UntilAsync(() => host.Feed().Age.IsStale("AAA"), TimeSpan.FromMinutes(1));
        Assert.Null(await IntentAsync(host, second, "live"));
        Assert.Equal(second, await IntentAsync(host, second, "paper"));

        await host.PublishAsync(Feed(bookInSync: true));
        await Poll.UntilAsync(() => !host.Feed().Age.IsStale("AAA"), TimeSpan.FromMinutes(1));
        Assert.Equal(second.AddSeconds(1), await IntentAsync(host, second.AddSeconds(1), "live"));
    }

    [Fact]
    public async Task In_real_time_a_bar_that_ends_after_the_start_is_the_first_that_trades()
    {
        await using var host = await PaperHost.StartAsync(_folder, null, "--Paper:Default:Enabled=false");
        var request = new { name = "hold", kind = "buy-and-hold", symbols = new[] { "AAA" }, interval = "1s", cash = 1000, start = true };
        using var created = await host.Http.PostAsJsonAsync("/paper/strategies", request);
        Assert.True(created.IsSuccessStatusCode);
        var now = DateTime.UtcNow;
        var second = new DateTime(now.Ticks - now.Ticks % TimeSpan.TicksPerSecond, DateTimeKind.Utc);

        Assert.Null(await IntentAsync(host, second.AddSeconds(-3)));
        Assert.Equal(second, await IntentAsync(host, second));
    }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private static FeedStatusChanged Feed(bool bookInSync) => new()
    {
        Venue = Venues.Simulator,
        Symbol = "AAA",
        Status = FeedStatus.Connected,
        BookInSync = bookInSync,
        Reason = bookInSync ? "connected, book in sync" : "book out of sync",
        At = DateTime.UtcNow,
    };

    private static BarClosed Past(Bar bar) => Tape.Replayed(bar) with { ReplayedAt = null };

    private static async Task<List<(string, decimal)>> TradesAsync(PaperHost host) =>
    [
        .. (await host.GetAsync("/paper/accounts/ma-cross-simulator/trades?limit=1000")).EnumerateArray().Reverse()
            .Select(trade => (trade.GetProperty("id").GetString()!, decimal.Parse(trade.GetProperty("price").GetString()!))),
    ];

    /// <summary>Plays one bar and says of which bar the strategy has a decision then.</summary>
    private static async Task<DateTime?> IntentAsync(PaperHost host, DateTime openTime, string strategy = "hold")
    {
        await host.PublishAsync(Past(Bars.At(0, 100m, 100m) with { OpenTime = openTime }));
        var tables = host.Services.GetRequiredService<SessionTables>();
        var session = await Poll.UntilAsync(
            () => tables.LoadAsync(strategy, CancellationToken.None), session => session.Checkpoints.Any(checkpoint => checkpoint.OpenTime == openTime), Desk.Deadline);
        return session.Engine.Orders.SingleOrDefault()?.DecidedAt.AddSeconds(-1);
    }
}
