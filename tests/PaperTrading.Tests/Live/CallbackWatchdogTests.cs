using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Trading.Contracts;
using Trading.MarketStore;
using Trading.PaperTrading.Live;
using Trading.Strategies;
using Trading.Testing;

namespace Trading.PaperTrading.Tests.Live;

/// <summary>A callback that does not return ends the process; after the next start its strategy is faulted and the others trade.</summary>
public sealed class CallbackWatchdogTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("paper-stuck-").FullName;

    public CallbackWatchdogTests() => Stuck.Release.Reset();

    [Fact]
    public async Task A_callback_over_its_deadline_disables_its_strategy_alone()
    {
        await using (var host = await PaperHost.StartAsync(_folder, null, "--Paper:CallbackDeadlineSeconds=0.5"))
        {
            host.Services.GetRequiredService<StrategyCatalogue>().Add(typeof(Stuck).Assembly);
            using var created = await host.Http.PostAsJsonAsync(
                "/paper/strategies", new { name = "stuck", kind = "stuck", symbols = new[] { "AAA" }, interval = "1s", start = true });
            Assert.True(created.IsSuccessStatusCode, await created.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

            await host.PublishAsync(Tape.Replayed(Bars.Walk(5, 1)[0]));
            await Poll.UntilAsync(() => host.Ends.Count > 0, Desk.Deadline);
            Stuck.Release.Set();
            Assert.Equal(CallbackWatchdog.ExitCode, Assert.Single(host.Ends));
        }

        await using (var host = await PaperHost.StartAsync(_folder))
        {
            var stuck = await host.GetAsync("/paper/strategies/stuck");
            Assert.Equal("faulted", stuck.GetProperty("state").GetString());
            Assert.Equal("CallbackDeadline", stuck.GetProperty("fault").GetProperty("type").GetString());
            Assert.Equal("A callback did not return within 0.5 s.", stuck.GetProperty("fault").GetProperty("message").GetString());

            await new Desk(host, 5, played: 1).PlayToTradeAsync(2);
        }
    }

    [Fact]
    public async Task One_that_throws_at_its_start_is_faulted_and_the_others_trade()
    {
        await using var host = await PaperHost.StartAsync(_folder);
        host.Services.GetRequiredService<StrategyCatalogue>().Add(typeof(Stuck).Assembly);
        using var created = await host.Http.PostAsJsonAsync(
            "/paper/strategies", new { name = "bad", kind = "bad-start", symbols = (string[])["AAA"], interval = "1s", start = true });
        Assert.True(created.IsSuccessStatusCode, await created.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

        await new Desk(host, 5).PlayToTradeAsync(2);
        var bad = await host.GetAsync("/paper/strategies/bad");
        Assert.Equal("faulted", bad.GetProperty("state").GetString());
        Assert.Matches(@"^no start \(BadStart\.cs line \d+\)$", bad.GetProperty("fault").GetProperty("message").GetString());
    }

    [Fact]
    public async Task A_backtest_that_does_not_return_has_failed_after_the_restart()
    {
        string id;
        await using (var host = await PaperHost.StartAsync(_folder, null, "--Paper:CallbackDeadlineSeconds=0.5"))
        {
            host.Services.GetRequiredService<StrategyCatalogue>().Add(typeof(Stuck).Assembly);
            await host.Services.GetRequiredService<MarketStores>().Bars.WriteBarsAsync(
                new InstrumentId(Venues.Simulator, "AAA"), Bars.Walk(5, 50), cancellationToken: TestContext.Current.CancellationToken);
            using var asked = await host.Http.PostAsJsonAsync(
                "/paper/backtests",
                new
                {
                    strategy = "stuck",
                    symbols = (string[])["AAA"],
                    interval = "1s",
                    start = Bars.Start,
                    end = Bars.Start.AddSeconds(50),
                });
            var ticket = await asked.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
            id = ticket.GetProperty("id").GetString()!;
            await Poll.UntilAsync(() => host.Ends.Count > 0, Desk.Deadline);
            Stuck.Release.Set();
            Assert.Equal(CallbackWatchdog.ExitCode, Assert.Single(host.Ends));
        }

        await using (var host = await PaperHost.StartAsync(_folder))
        {
            var backtest = await host.GetAsync("/paper/backtests/" + id);
            Assert.Equal("failed", backtest.GetProperty("state").GetString());
        }
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }
}
