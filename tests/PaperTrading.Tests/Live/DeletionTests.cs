using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Trading.Testing;

namespace Trading.PaperTrading.Tests.Live;

/// <summary>A strategy is deleted with its account when it neither runs nor holds anything at the venue.</summary>
[Collection(MetricsAlone.Name)]
public sealed class DeletionTests(RealServers servers) : IDisposable
{
    private const string Path = "/paper/strategies/" + Desk.Strategy;
    private readonly string _folder = Directory.CreateTempSubdirectory("paper-delete-").FullName;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_runs_or_holds_something_live_stays_and_what_is_deleted_leaves_its_name_free(bool postgres)
    {
        await using var host = await PaperHost.StartAsync(_folder, postgres ? await servers.CreateDatabaseAsync() : null);
        var desk = new Desk(host, 41);
        await desk.PlayToTradeAsync(1);
        Assert.Equal("strategyRunning", await RefusedAsync(host, Path, HttpStatusCode.Conflict));
        await desk.DoneAsync("stop");
        Assert.Equal("liveOrdersOpen", await RefusedAsync(host, Path, HttpStatusCode.Conflict));
        var order = await desk.OrderAsync(_ => true);
        await desk.FillAsync(order, "f1", order.Quantity, order.Quantity);
        await Poll.UntilAsync(desk.StrategyAsync, strategy => strategy.GetProperty("livePositions").GetArrayLength() == 1, Desk.Deadline);
        Assert.Equal("livePositionOpen", await RefusedAsync(host, Path, HttpStatusCode.Conflict));

        await desk.DoneAsync("start");
        await desk.PlayToTradeAsync(2);
        await desk.DoneAsync("stop");
        var exit = await desk.OrderAsync(other => other.ClientOrderId != order.ClientOrderId);
        await desk.FillAsync(exit, "f2", exit.Quantity, exit.Quantity);
        await Poll.UntilAsync(desk.StrategyAsync, strategy => strategy.GetProperty("livePositions").GetArrayLength() == 0, Desk.Deadline);
        Assert.Equal(HttpStatusCode.NoContent, (await host.Http.DeleteAsync(Path)).StatusCode);
        Assert.Empty((await host.GetAsync("/paper/accounts")).EnumerateArray());
        Assert.DoesNotContain("strategy=\"" + Desk.Strategy, await PaperGaugesAsync(host), StringComparison.Ordinal);

        var again = new { name = Desk.Strategy, kind = "ma-cross", symbols = new[] { "AAA" }, interval = "1m", cash = "700" };
        Assert.Equal(HttpStatusCode.Created, (await host.Http.PostAsJsonAsync("/paper/strategies", again)).StatusCode);
        Assert.Equal("700", (await desk.AccountAsync()).GetProperty("equity").GetString());
        Assert.Equal(0, await desk.TradesAsync());
    }

    [Fact]
    public async Task What_is_not_there_is_answered_with_what_is()
    {
        await using var host = await PaperHost.StartAsync(_folder);
        await RefusedAsync(host, "/paper/strategies/x", HttpStatusCode.NotFound, "There is no strategy 'x'; there are: ma-cross-simulator.");
        using var account = await host.Http.GetAsync("/paper/accounts/x");
        Assert.Contains("there are: ma-cross-simulator", await account.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var strategy = await host.Http.GetAsync("/paper/strategies/x");
        Assert.Contains("there are: ma-cross-simulator", await strategy.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(Desk.Strategy, (await host.GetAsync(Path)).GetProperty("id").GetString());
    }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task<string?> RefusedAsync(PaperHost host, string path, HttpStatusCode status, string? detail = null)
    {
        using var answer = await host.Http.DeleteAsync(path);
        Assert.Equal(status, answer.StatusCode);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(detail ?? problem.GetProperty("detail").GetString(), problem.GetProperty("detail").GetString());
        return problem.GetProperty("code").GetString();
    }

    private static async Task<string> PaperGaugesAsync(PaperHost host) => string.Join(
        '\n', (await host.Http.GetStringAsync("/metrics")).Split('\n').Where(line => line.StartsWith("trading_paper_portfolio_value", StringComparison.Ordinal)));
}
