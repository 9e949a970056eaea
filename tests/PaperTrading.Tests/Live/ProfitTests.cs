using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Trading.Testing;

namespace Trading.PaperTrading.Tests.Live;

/// <summary>Realised, unrealised, fees, funding and total profit mean the same wherever they are shown, and add up.</summary>
[Collection(MetricsAlone.Name)]
public sealed class ProfitTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("paper-profit-").FullName;

    [Fact]
    public async Task The_parts_of_the_profit_add_up_to_the_gain_of_equity_in_the_api_and_in_metrics()
    {
        await using var host = await PaperHost.StartAsync(_folder);
        var desk = new Desk(host, 41);
        await desk.PlayToTradeAsync(3);

        var account = await desk.AccountAsync();
        Assert.Equal(Number(account, "equity") - Number(account, "initialCash"), Number(account, "totalPnl"));
        Assert.NotEqual(0, Number(account, "realizedPnl"));
        Assert.True(Number(account, "fees") > 0);
        AssertAddsUp(account);
        var strategy = await desk.StrategyAsync();
        AssertAddsUp(strategy);
        Assert.Equal(Number(account, "totalPnl"), Number(strategy, "totalPnl"));

        var metrics = (await host.Http.GetStringAsync("/metrics")).Split('\n');
        foreach (var (metric, field) in new[]
        {
            ("realized_pnl", "realizedPnl"), ("unrealized_pnl", "unrealizedPnl"), ("fees", "fees"), ("funding", "funding"), ("pnl", "totalPnl"),
        })
        {
            var line = metrics.Single(line => line.StartsWith($"trading_paper_{metric}{{", StringComparison.Ordinal));
            Assert.Equal((double)Number(account, field), double.Parse(line.Split(' ')[^1], CultureInfo.InvariantCulture), 1e-6);
        }
    }

    [Fact]
    public async Task The_parts_of_a_backtests_profit_add_up_as_well()
    {
        await using var host = await PaperHost.StartAsync(_folder);
        await Tape.PlayAsync(host, Bars.Walk(24, 300));
        using var accepted = await host.Http.PostAsJsonAsync(
            "/paper/backtests", new { strategy = Desk.Strategy, start = Bars.Start, end = Bars.Start.AddHours(1), cash = "5000" });
        var backtest = await Poll.UntilAsync(
            () => host.GetAsync(accepted.Headers.Location!.ToString()), backtest => backtest.GetProperty("state").GetString() == "completed", Desk.Deadline);

        var statistics = backtest.GetProperty("statistics");
        Assert.Equal(Number(statistics, "finalEquity") - 5000, Number(statistics, "totalPnl"));
        Assert.NotEqual(0, Number(statistics, "realizedPnl"));
        AssertAddsUp(statistics);
    }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private static void AssertAddsUp(JsonElement money) => Assert.Equal(
        Number(money, "realizedPnl") + Number(money, "unrealizedPnl") - Number(money, "fees") + Number(money, "funding"), Number(money, "totalPnl"));

    private static decimal Number(JsonElement row, string name) => decimal.Parse(row.GetProperty(name).GetString()!, CultureInfo.InvariantCulture);
}
