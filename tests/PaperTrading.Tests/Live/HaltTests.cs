using System.Text.Json;
using Trading.Testing;

namespace Trading.PaperTrading.Tests.Live;

/// <summary>The kill switch of order execution, as paper trading takes it.</summary>
public sealed class HaltTests(RealServers servers) : IDisposable
{
    private static readonly DateTime Noon = new(2026, 5, 1, 12, 0, 0, DateTimeKind.Utc);
    private readonly string _folder = Directory.CreateTempSubdirectory("paper-halt-").FullName;

    [Fact]
    public async Task A_halt_pauses_a_promoted_strategy_on_paper_too_until_it_is_resumed()
    {
        await using var host = await PaperHost.StartAsync(_folder);
        var desk = new Desk(host, 31);
        await desk.PlayToTradeAsync(1);
        await desk.OrderAsync(_ => true);
        var orders = host.Orders.Count;

        await desk.HaltAsync(true, Noon);
        await PausedAsync(desk, "Trading is halted: drill");
        await desk.PlayAsync(100);
        Assert.Equal(1, await desk.TradesAsync());
        Assert.Equal(orders, host.Orders.Count);

        await desk.HaltAsync(false, Noon.AddMinutes(1));
        await PausedAsync(desk, null);
        await desk.PlayToTradeAsync(3);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_halt_outlives_a_restart_and_the_newest_announcement_counts(bool postgres)
    {
        var database = postgres ? await servers.CreateDatabaseAsync() : null;
        await using (var host = await PaperHost.StartAsync(_folder, database))
        {
            var desk = new Desk(host, 31);
            await desk.HaltAsync(true, Noon);
            await PausedAsync(desk, "Trading is halted: drill");
            await desk.HaltAsync(false, Noon.AddMinutes(-1));
            await desk.HaltAsync(true, Noon);
        }

        await using (var host = await PaperHost.StartAsync(_folder, database))
        {
            var desk = new Desk(host, 31);
            await PausedAsync(desk, "Trading is halted: drill");
            await desk.HaltAsync(false, Noon.AddMinutes(1));
            await PausedAsync(desk, null);
            await desk.HaltAsync(true, Noon);
            await desk.PlayToTradeAsync(1);
            await PausedAsync(desk, null);
        }
    }

    [Fact]
    public async Task A_strategy_that_trades_on_paper_alone_goes_on_through_a_halt()
    {
        await using var host = await PaperHost.StartAsync(_folder, null, "--Paper:Default:Promoted=false");
        var desk = new Desk(host, 31);
        await desk.HaltAsync(true, Noon);
        await desk.PlayToTradeAsync(2);
        await PausedAsync(desk, null);

        using var promoted = await desk.PatchAsync("promote");
        await PausedAsync(desk, "Trading is halted: drill");
    }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private static Task PausedAsync(Desk desk, string? reason) => Poll.UntilAsync(
        desk.StrategyAsync,
        strategy => strategy.TryGetProperty("pausedReason", out var paused) ? Text(paused) == reason : reason is null,
        Desk.Deadline,
        reason ?? "not paused");

    private static string? Text(JsonElement value) => value.ValueKind == JsonValueKind.Null ? null : value.GetString();
}
