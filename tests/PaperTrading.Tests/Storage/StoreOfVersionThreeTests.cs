using System.Globalization;
using Microsoft.Data.Sqlite;
using Trading.Accounting;
using Trading.Backtesting.Runs;
using Trading.Backtesting.Statistics;
using Trading.Contracts;
using Trading.PaperTrading.Domain;
using Trading.PaperTrading.Storage;
using Trading.ServiceDefaults.Databases;
using Trading.Testing;

namespace Trading.PaperTrading.Tests.Storage;

/// <summary>A SQLite file as version 3 left it, its times in the provider's own form, brought to the stored form.</summary>
public sealed class StoreOfVersionThreeTests : IAsyncLifetime
{
    private static readonly DateTime Day = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly string _folder = Directory.CreateTempSubdirectory("paper-v3-").FullName;
    private readonly DatabaseFactory _databases;

    public StoreOfVersionThreeTests() => _databases = new DatabaseFactory(new DatabaseOptions { Directory = _folder });

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Database Database => _databases.For(PaperSchema.Name);

    public async ValueTask InitializeAsync()
    {
        await using var session = await Database.SessionAsync(operation: null, Cancel);
        await session.ExecuteAsync(
            new(await File.ReadAllTextAsync(Repository.PathOf("tests", "PaperTrading.Tests", "Storage", "paper-3.sql"), Cancel)), Cancel);
        Assert.Equal(3, await MigrateAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await _databases.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Strategies_and_their_running_state_read_the_same()
    {
        var strategies = await new StrategyTable(_databases).ListAsync("simulator", null, Cancel);
        var state = await new SessionTables(_databases).LoadAsync("s", Cancel);

        Assert.Equal(["s", "t"], strategies.Select(strategy => strategy.Id));
        Assert.Equal(Day, strategies[0].CreatedAt);
        Assert.Equal(("10000.00", "m"), (strategies[0].Cash.ToString(CultureInfo.InvariantCulture), strategies[0].Fault!.Message));
        Assert.Equal(new AccountState(10000.00m, 9970.1234m, 1.50m, 10001m, 0.0025m), state.Account);
        Assert.Equal([new Position("AAA", 0.30m, 29.97m, -1.23456789m, 100.5m)], state.Positions);
        var waiting = Assert.Single(state.Engine.Orders);
        Assert.Equal(("i-1", "BBB", Side.Sell, 2m), (waiting.Id, waiting.Symbol, waiting.Side, waiting.Quantity));
        Assert.Equal((10m, Day.AddSeconds(60.25), "trace"), (waiting.DecisionPrice, waiting.ActiveAt, waiting.TraceId));
        Assert.Equal([("AAA", Day.AddSeconds(59))], state.Checkpoints);
        Assert.Equal(
            [new LivePosition("AAA", 0.2m, 0.3m, Day.AddMilliseconds(32_001)), new LivePosition("BBB", 0m, 0m, null)], state.LivePositions);
    }

    [Fact]
    public async Task Trades_orders_and_curves_read_the_same_and_in_their_order()
    {
        var trades = new TradeTable(_databases);
        var newest = await trades.ListAsync("s", 10, null, Cancel);
        var orders = new LiveOrderTable(_databases);
        var filled = new LiveOrder("p-1", "AAA", Side.Buy, 0.3m, OrderStatus.Filled, 0.3m, 100m, null, Day.AddSeconds(30.75), "trace-1");

        Assert.Equal(["p-3", "p-2", "p-1"], newest.Select(trade => trade.Trade.Id));
        Assert.Equal(new PaperTrade("p-1", "AAA", Side.Buy, 99.9m, 0.3m, 0.03m, 0m, Day.AddSeconds(30.5), "trace-1"), newest[2].Trade);
        Assert.Equal(filled, newest[2].Live);
        Assert.Equal(
            ["p-2", "p-1"], (await trades.ListAsync("s", 10, (newest[0].Trade.Time, "p-3"), Cancel)).Select(trade => trade.Trade.Id));
        Assert.Equal(["p-2", "p-1"], (await orders.ListAsync("s", 10, Cancel)).Select(order => order.ClientOrderId));
        Assert.Equal(("s", Day.AddSeconds(31.25), true), (await orders.OpenAsync(null, Cancel)).Select(open => (open.StrategyId, open.Order.SubmittedAt, open.Order.ReduceOnly)).Single());
        Assert.Equal(
            [new EquityPoint(Day.AddMinutes(1), 10000.5m, 9970.1m, 0.001m), new EquityPoint(
                Day.AddMinutes(1).AddMicroseconds(123_456), 10001m, 9970.1m, 0m)],
            await new EquityTable(_databases).ListAsync("s", 10, null, Cancel));
        Assert.Single(await new EquityTable(_databases).ListAsync("s", 10, Day.AddMinutes(1).AddMicroseconds(123_456), Cancel));
    }

    [Fact]
    public async Task Signals_backtests_and_the_kill_switch_read_the_same()
    {
        var signal = Assert.Single(await new SignalTable(_databases).ListAsync(10, Cancel));
        var backtests = await new BacktestTable(_databases).ListAsync(10, Cancel);
        var halt = (await new HaltTable(_databases).FindAsync(Cancel))!;

        Assert.Equal((0.75, Day.AddSeconds(1.5)), (signal.Score, signal.RaisedAt));
        Assert.Equal(
            [("b-2", Day.AddSeconds(2.5), null), ("b-1", Day.AddSeconds(2), Day.AddSeconds(3.5))],
            backtests.Select(row => (row.Id, row.CreatedAt, row.FinishedAt)));
        Assert.Equal((BacktestState.Failed, "broke"), (backtests[1].State, backtests[1].Error));
        Assert.Equal((true, "test", Day.AddSeconds(4.5)), (halt.Halted, halt.Reason, halt.At));
    }

    [Fact]
    public async Task A_second_start_changes_nothing_and_a_strategys_own_is_still_bound_to_it()
    {
        Assert.Equal(PaperSchema.Definition.Migrations.Count, await MigrateAsync());
        await using (var session = await Database.SessionAsync(operation: null, Cancel))
        {
            Assert.Empty(await session.QueryAsync(new("PRAGMA foreign_key_check"), row => row.Text(0), Cancel));
            Assert.Empty(await session.QueryAsync(
                new(
                    """
                    SELECT tables.name || '.' || columns.name FROM sqlite_schema AS tables JOIN pragma_table_info(tables.name) AS columns
                    WHERE tables.type = 'table' AND lower(columns.type) <> 'integer' AND (columns.name LIKE '%\_at' ESCAPE '\' OR columns.name IN ('open_time', 'bar_open_time', 'drift_since'))
                    """),
                row => row.Text(0),
                Cancel));
            Assert.Equal(
                ["live_orders_by_time", "live_orders_open", "signals_by_time", "trades_by_time"],
                await session.QueryAsync(new("SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL ORDER BY name"), row => row.Text(0), Cancel));
            await Assert.ThrowsAsync<SqliteException>(() => session.ExecuteAsync(new("DELETE FROM strategies"), Cancel));
        }

        await new StrategyTable(_databases).DeleteAsync("s", Cancel);
        Assert.Equal(["t"], (await new StrategyTable(_databases).ListAsync("simulator", null, Cancel)).Select(strategy => strategy.Id));
    }

    private Task<int> MigrateAsync() => SchemaRunner.MigrateAsync(Database, PaperSchema.Definition, Cancel);
}
