using Trading.SystemTests.Running;
using Trading.Testing;

namespace Trading.SystemTests;

/// <summary>Mode <c>embedded</c>: the way of the data from the simulator's tape to filled orders in one process.</summary>
public sealed class EmbeddedTests
{
    [Fact]
    public async Task One_process_moves_prices_trades_on_paper_fills_orders_and_counts_all_of_it()
    {
        await using var system = await TradingSystem.StartReadyAsync("--mode", "embedded");
        await Way.PricesMoveAsync(system);
        await Way.PaperAccountsTradeAsync(system);
        await Way.OrdersAreFilledAsync(system);
        await Way.MetricsAreServedAsync(system);
        await RouteWalk.WalkAsync(system);
        await Way.NothingFailedAsync(system);
    }

    [Fact]
    public async Task Trades_orders_and_positions_survive_a_restart()
    {
        var data = TradingSystem.NewDataFolder();
        await using var keep = new KeptFolder(data);
        long lastTrade;
        int orders;
        List<string> filled;
        await using (var first = TradingSystem.Start(data, "--mode", "embedded"))
        {
            first.KeepData();
            await first.TablePrintedAsync();
            await Way.OrdersAreFilledAsync(first);
            orders = (await first.Api.FilledOrdersAsync()).Count;
            filled = await VenueFillsAsync(first);
            lastTrade = (await first.Api.AllTradesAsync("BTCUSDT"))[^1].GetProperty("tradeId").GetInt64();
        }

        await using var second = TradingSystem.Start(data, "--mode", "embedded");
        await second.TablePrintedAsync();
        Assert.NotEmpty(filled);
        var kept = await VenueFillsAsync(second);
        Assert.All(filled, fill => Assert.Contains(fill, kept));
        Assert.True((await second.Api.FilledOrdersAsync()).Count >= orders);
        Assert.Contains(await second.Api.AllTradesAsync("BTCUSDT"), trade => trade.GetProperty("tradeId").GetInt64() == lastTrade);
        await Poll.UntilAsync(
            async () => (await second.Api.AllTradesAsync("BTCUSDT"))[^1].GetProperty("tradeId").GetInt64(), id => id > lastTrade, Way.Deadline);
    }

    /// <summary>Fills of the account in the venue's own ledger.</summary>
    private static async Task<List<string>> VenueFillsAsync(TradingSystem system) =>
        [.. (await system.Api.GetAsync("exchange-simulator", "/simulator/ledger")).GetProperty("fills").EnumerateArray().Select(fill => fill.GetRawText())];
}
