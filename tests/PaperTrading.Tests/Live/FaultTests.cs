using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Trading.Testing;

namespace Trading.PaperTrading.Tests.Live;

/// <summary>A strategy that throws says so and stops; the others go on, and a start tries again.</summary>
[Collection(MetricsAlone.Name)]
public sealed class FaultTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("paper-fault-").FullName;

    [Fact]
    public async Task A_strategy_that_throws_is_faulted_over_a_restart_until_it_is_started_again()
    {
        await using (var host = await PaperHost.StartAsync(_folder, null, "--Readiness:CacheMs=0"))
        {
            var desk = new Desk(host, 41);
            using var created = await host.Http.PostAsJsonAsync(
                "/paper/strategies",
                new { name = "hold", kind = "buy-and-hold", symbols = new[] { "AAA" }, interval = "1s", cash = 1000, start = true });
            await desk.PlayAsync(20);

            // Its average of closes leaves the range of a decimal; who holds looks at no close.
            await host.PublishAsync(Tape.Replayed(Bars.At(desk.Played, 100m, decimal.MaxValue)));
            var strategy = await Poll.UntilAsync(desk.StrategyAsync, strategy => State(strategy) == "faulted", Desk.Deadline);
            Assert.Equal("OverflowException", strategy.GetProperty("fault").GetProperty("type").GetString());
            Assert.DoesNotContain("   at ", strategy.GetProperty("fault").GetProperty("message").GetString(), StringComparison.Ordinal);
            await Poll.UntilAsync(() => host.Http.GetStringAsync("/metrics"), Counts, Desk.Deadline);
            Assert.Contains("is stopped by OverflowException", await host.Http.GetStringAsync("/ready"),
                StringComparison.Ordinal);

            await host.PublishAsync(Tape.TickOf(Bars.At(desk.Played + 1, 150m, 150m)));
            await Poll.UntilAsync(() => host.GetAsync("/paper/accounts/hold"), hold => Mark(hold) == 150m, Desk.Deadline);
        }

        await using (var host = await PaperHost.StartAsync(_folder))
        {
            var desk = new Desk(host, 41, played: 22);
            Assert.Equal("faulted", State(await desk.StrategyAsync()));
            using var wrong = await host.Http.PatchAsJsonAsync("/paper/strategies/" + Desk.Strategy, new { state = "faulted" });
            Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
            var started = await desk.DoneAsync("start");
            Assert.Equal(("running", JsonValueKind.Null), (State(started), started.GetProperty("fault").ValueKind));
            var before = await desk.TradesAsync();
            await desk.PlayToTradeAsync(before + 2);
            Assert.Equal("running", State(await desk.StrategyAsync()));
        }
    }

    [Fact]
    public async Task A_stored_strategy_that_is_no_longer_valid_is_faulted_and_the_others_start()
    {
        await using (var host = await PaperHost.StartAsync(_folder))
        {
            using var created = await host.Http.PostAsJsonAsync(
                "/paper/strategies", new { name = "hold", kind = "buy-and-hold", symbols = new[] { "AAA" }, interval = "1s", start = true });
            Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        }

        await using (var connection = new SqliteConnection($"Data Source={Path.Combine(_folder, "paper.db")}"))
        {
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            await using var command = connection.CreateCommand();
            command.CommandText = """UPDATE strategies SET parameters = '{"fast": 9, "slow": 3}' WHERE kind = 'ma-cross'""";
            Assert.Equal(1, await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
        }

        await using (var host = await PaperHost.StartAsync(_folder, null, "--Readiness:CacheMs=0"))
        {
            var strategies = (await host.GetAsync("/paper/strategies")).EnumerateArray().ToDictionary(one => one.GetProperty("id").GetString()!, StringComparer.Ordinal);
            Assert.Equal(("faulted", "running"), (State(strategies[Desk.Strategy]), State(strategies["hold"])));
            Assert.Contains("1 <= fast < slow", strategies[Desk.Strategy].GetProperty("fault").GetProperty("message").GetString(), StringComparison.Ordinal);
            Assert.Contains(
                "is stopped by InvalidDataException: ma-cross: fast and slow",
                await host.Http.GetStringAsync("/ready"), StringComparison.Ordinal);
            Assert.Equal(JsonValueKind.String, (await host.GetAsync("/paper/accounts/" + Desk.Strategy)).GetProperty("equity").ValueKind);
            using var start = await host.Http.PatchAsJsonAsync("/paper/strategies/" + Desk.Strategy, new { action = "start" });
            var problem = await start.Content.ReadFromJsonAsync<JsonElement>();
            Assert.Equal((HttpStatusCode.Conflict, "invalidParameters"), (start.StatusCode, problem.GetProperty("code").GetString()));
        }
    }

    [Theory]
    [InlineData("""{"fast": 0, "slow": 3}""", "fast is a whole number from 1 to 10000, not 0.")]
    [InlineData("""{"fast": 3, "slow": 3}""", "1 <= fast < slow")]
    [InlineData("""{"fast": 2.5, "slow": 3}""", "fast is a whole number")]
    [InlineData("""{"cashFraction": 0}""", "cashFraction is a number from 0.000001 to 1, not 0.")]
    [InlineData("""{"period": 3}""", "no parameter 'period'; it has fast, slow, cashFraction")]
    public async Task Impossible_parameters_are_refused_when_the_strategy_is_made(string parameters, string detail)
    {
        await using var host = await PaperHost.StartAsync(_folder, null, "--Paper:Default:Enabled=false");
        using var body = JsonDocument.Parse(
            $$"""{"name":"x","kind":"ma-cross","symbols":["AAA"],"interval":"1m","parameters":{{parameters}}}""");
        using var answer = await host.Http.PostAsJsonAsync("/paper/strategies", body.RootElement);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal((HttpStatusCode.BadRequest, "invalidParameters"), (answer.StatusCode, problem.GetProperty("code").GetString()));
        Assert.Contains(detail, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Empty((await host.GetAsync("/paper/strategies")).EnumerateArray());
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private static string? State(JsonElement strategy) => strategy.GetProperty("state").GetString();

    private static decimal Mark(JsonElement account) =>
        account.GetProperty("positions").EnumerateArray()
            .Select(position => decimal.Parse(position.GetProperty("markPrice").GetString()!)).SingleOrDefault();

    private static bool Counts(string metrics) => metrics.Split('\n') is var lines
        && Array.Exists(
            lines,
            line => line.StartsWith("trading_errors_total{", StringComparison.Ordinal) && !line.EndsWith(" 0", StringComparison.Ordinal))
        && Array.Exists(
            lines,
            line => line.StartsWith($$"""trading_paper_strategy_faulted{strategy="{{Desk.Strategy}}"}""", StringComparison.Ordinal)
                && line.EndsWith(" 1", StringComparison.Ordinal));
}
