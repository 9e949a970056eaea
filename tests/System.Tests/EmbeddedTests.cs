using Trading.SystemTests.Running;
using Trading.Testing;
using Trading.Testing.Processes;

namespace Trading.SystemTests;

/// <summary>Mode <c>embedded</c>: the way of the data from the simulator's tape to filled orders in one process.</summary>
public sealed class EmbeddedTests
{
    [Fact]
    public async Task One_process_moves_prices_fills_orders_counts_all_of_it_and_ends_by_a_signal()
    {
        await using var system = await TradingSystem.StartReadyAsync("--mode", "embedded");
        await Way.PricesMoveAsync(system);
        await Way.PaperAccountsTradeAsync(system);
        await Way.OrdersAreFilledAsync(system);
        await Way.MetricsAreServedAsync(system);
        await RouteWalk.WalkAsync(system);
        await Way.NothingFailedAsync(system);
        await system.EndsByAsync(ProcessSignal.Interrupt);
    }

    [Fact]
    public async Task Trades_orders_and_positions_survive_a_restart_and_a_second_run_is_refused()
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
            await using var beside = TradingSystem.Start(data, "--mode", "embedded");
            beside.KeepData();
            Assert.Equal(2, await beside.ExitAsync(Way.Deadline));
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
