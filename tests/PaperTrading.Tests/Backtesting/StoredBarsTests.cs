using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Trading.Contracts;
using Trading.MarketStore;
using Trading.Testing;

namespace Trading.PaperTrading.Tests.Backtesting;

/// <summary>A run says when what it is over is not stored.</summary>
public sealed class StoredBarsTests(RealServers servers) : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
    private readonly string _folder = Directory.CreateTempSubdirectory("paper-stored-").FullName;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_backtest_of_a_symbol_without_a_stored_bar_fails_and_names_it(bool postgres)
    {
        await using var host = await PaperHost.StartAsync(_folder, postgres ? await servers.CreateDatabaseAsync() : null);
        var hours = Bars.Walk(26, 3, interval: BarInterval.OneHour);
        await host.Services.GetRequiredService<MarketStores>().Bars.WriteBarsAsync(new InstrumentId("binance-spot", "BTCUSDT"), hours);
        var request = new
        {
            strategy = "buy-and-hold",
            venue = "binance-spot",
            symbols = new[] { "BTCUSDT", "ETHUSDT" },
            interval = "1h",
            start = Bars.Start,
            end = Bars.Start.AddHours(3),
        };

        var failed = await BacktestAsync(host, request, "failed");
        Assert.Equal(
            "No 1h bars of ETHUSDT on binance-spot are stored from 2024-01-01 to 2024-01-01T03:00:00Z; download them first.",
            failed.GetProperty("error").GetString());
        Assert.Equal(JsonValueKind.Null, failed.GetProperty("runHash").ValueKind);

        var whole = await BacktestAsync(
            host, new { request.strategy, request.venue, symbols = new[] { "BTCUSDT" }, request.interval, request.start, request.end });
        Assert.Equal((3, 3), (whole.GetProperty("bars").GetInt64(), whole.GetProperty("expectedBars").GetInt64()));
    }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task<JsonElement> BacktestAsync(PaperHost host, object request, string state = "completed")
    {
        using var accepted = await host.Http.PostAsJsonAsync("/paper/backtests", request);
        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        return await Poll.UntilAsync(
            () => host.GetAsync(accepted.Headers.Location!.ToString()), run => run.GetProperty("state").GetString() == state, Deadline);
    }
}
