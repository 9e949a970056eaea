using System.Globalization;
using Microsoft.Data.Sqlite;
using Trading.Contracts;
using Trading.OrderExecution.Domain;
using Trading.OrderExecution.Risk;
using Trading.OrderExecution.Storage;
using Trading.ServiceDefaults.Databases;
using Trading.Testing;

namespace Trading.OrderExecution.Tests.Storage;

/// <summary>
/// A SQLite file as version 5 left it, in the provider's own forms of times, ids and decimals, brought to the stored form.
/// </summary>
public sealed class StoreOfVersionFiveTests : IAsyncLifetime
{
    private static readonly DateTime Day = new(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);
    private static readonly Guid First = Guid.Parse("0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9");
    private static readonly Guid Second = Guid.Parse("fedcba98-7654-3210-fedc-ba9876543210");

    private readonly string _folder = Directory.CreateTempSubdirectory("orders-v5-").FullName;
    private readonly DatabaseFactory _databases;

    public StoreOfVersionFiveTests() => _databases = new DatabaseFactory(new DatabaseOptions { Directory = _folder });

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Database Database => _databases.For(OrdersSchema.Name);

    public async ValueTask InitializeAsync()
    {
        await using var session = await Database.SessionAsync(operation: null, Cancel);
        await session.ExecuteAsync(
            new(await File.ReadAllTextAsync(Repository.PathOf("tests", "OrderExecution.Tests", "Storage", "orders-5.sql"), Cancel)),
            Cancel);
        Assert.Equal(5, await MigrateAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await _databases.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Orders_their_events_and_their_fills_read_the_same()
    {
        var queries = new OrderQueries(_databases);
        var (orders, _) = await queries.ListAsync(null, null, null, null, 10, null, Cancel);

        Assert.Equal([Second, First], orders.Select(order => order.Id));
        var order = orders[1] with { Objections = null };
        Assert.Equal(
            new Order(new OrderTerms(
                "mine-1", "main", "BTCUSDT", Side.Sell, OrderType.StopLimit, TimeInForce.Gtc, 0.5m, 59500m, 59600.25m, true,
                OrderRoute.Abook, "ma-cross", Second))
            {
                Id = First,
                Venue = "binance-spot",
                Status = OrderStatus.PartiallyFilled,
                VenueOrderId = "77",
                FilledQuantity = 0.2m,
                FilledQuote = 11900m,
                Code = "none",
                Reason = "of test",
                CancelRequested = true,
                CreatedAt = Day,
                UpdatedAt = Day.AddSeconds(1.5),
                Version = 4,
                TraceParent = "00-11111111111111111111111111111111-2222222222222222-01",
                ExchangeTime = Day.AddMicroseconds(123_456),
            },
            order);
        Assert.Equal("59500", orders[1].Price!.Value.ToString(CultureInfo.InvariantCulture));
        Assert.Equal([new Objection("maxOrderValue", "too much")], orders[1].Objections!);
        Assert.Equal((null, null, null, null), (orders[0].Price, orders[0].Replaces, orders[0].ExchangeTime, orders[0].Objections));
        Assert.Equal(new DateTime(2025, 12, 31, 23, 59, 59, DateTimeKind.Utc).AddMicroseconds(999_999), orders[0].CreatedAt);
        Assert.Equal(order.ClientOrderId, (await queries.FindAsync(First, Cancel))!.ClientOrderId);
        Assert.Equal(
            [Second],
            (await queries.EndedByCancelAsync(new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc), Cancel)).Select(ended => ended.Id));
        Assert.Empty(await queries.EndedByCancelAsync(new DateTime(2026, 1, 1, 0, 0, 1, DateTimeKind.Utc), Cancel));
        Assert.Equal([Day, Day.AddSeconds(1.5)], (await queries.EventsAsync(First, Cancel)).Select(entry => entry.At));
        Assert.Equal(
            [
                new Fill("f-1", 59500m, 0.05m, 0m, "BNB", Liquidity.Maker, Day.AddSeconds(1)),
                new Fill("f-2", 59500m, 0.15m, 0.00015m, "BNB", Liquidity.Taker, Day.AddSeconds(1.5)),
            ],
            await queries.FillsAsync(First, Cancel));
        Assert.Equal(
            StoredOrderKind.Same,
            (await new OrderStore(_databases, TimeProvider.System).FindByKeysAsync(["key-1"], "hash-1", Cancel))!.Kind);
    }

    [Fact]
    public async Task Positions_balances_and_the_kill_switch_read_the_same()
    {
        var (balances, risk) = (new BalanceStore(_databases), new RiskStore(_databases, TimeProvider.System));

        Assert.Equal(
            [new Position("main", "binance-spot", "BTCUSDT", -0.2m, 59500m, -12.345678901234m, 2, Day.AddSeconds(1.5))],
            await new OrderQueries(_databases).PositionsAsync(Cancel));
        Assert.Equal(
            [new TradedTotal("binance-spot", "BTCUSDT", "BNB", -0.2m, 11900m, 0.00015m, 2)],
            await balances.TotalsAsync("binance-spot", Cancel));
        var baseline = (await balances.BaselineAsync("main", "binance-spot", Cancel))!;
        Assert.Equal(
            (1.2m, "start", new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc)), (baseline.Amounts["BTC"], baseline.By, baseline.At));
        var account = Assert.Single(await risk.AccountsAsync(Cancel));
        Assert.Equal((1.0m, new DateTime(2026, 1, 2, 3, 0, 0, 1, DateTimeKind.Utc)), (account.Balances[0].Free, account.SyncedAt));
        Assert.Equal("over", (await risk.HaltAsync(Cancel))!.Reason);
        Assert.Equal(
            [
                new HaltChange(HaltChangeKind.Resume, "over", "admin", Day, null),
                new HaltChange(
                    HaltChangeKind.Halt, "test", "admin", new DateTime(2026, 1, 1, 0, 0, 0, 250, DateTimeKind.Utc), CancelOpen.All),
            ],
            await risk.HaltChangesAsync(10, Cancel));
    }

    [Fact]
    public async Task The_outbox_keeps_what_waits_and_gives_no_number_twice()
    {
        var outbox = new Outbox(_databases);
        Assert.Equal((1L, Day.AddSeconds(1.5)), await outbox.BacklogAsync(Cancel));
        var rows = new List<OutboxRow>();
        await outbox.DrainAsync(10, KeepAsync, Cancel);
        await new RiskStore(_databases, TimeProvider.System).SaveHaltAsync(
            new TradingHalt(true, "test", "admin", Day), new HaltChange(HaltChangeKind.Halt, "test", "admin", Day, CancelOpen.None), null, Cancel);
        await outbox.DrainAsync(10, KeepAsync, Cancel);

        Assert.Equal([9L, 13L], rows.Select(row => row.Sequence));
        Assert.Equal((Guid.Parse("aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee"), Day.AddSeconds(1.5)), (rows[0].MessageId, rows[0].CreatedAt));

        Task KeepAsync(OutboxRow row)
        {
            rows.Add(row);
            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task Keys_references_and_indexes_are_there_and_a_second_start_changes_nothing()
    {
        var before = await ContentAsync();
        Assert.Equal(OrdersSchema.Definition.Migrations.Count, await MigrateAsync());
        Assert.Equal(before, await ContentAsync());
        await using var session = await Database.SessionAsync(operation: null, Cancel);
        Assert.Empty(await session.QueryAsync(new("PRAGMA foreign_key_check"), row => row.Text(0), Cancel));
        Assert.Equal(
            ["orders_by_symbol", "orders_open"],
            await session.QueryAsync(new("SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL ORDER BY name"), row => row.Text(0), Cancel));
        Assert.Empty(await session.QueryAsync(
            new(
                """
                SELECT tables.name || '.' || columns.name FROM sqlite_schema AS tables JOIN pragma_table_info(tables.name) AS columns
                WHERE tables.type = 'table' AND lower(columns.type) <> 'integer' AND (columns.name LIKE '%\_at' ESCAPE '\' OR columns.name IN ('at', 'exchange_time'))
                """),
            row => row.Text(0),
            Cancel));
        await Assert.ThrowsAsync<SqliteException>(() => session.ExecuteAsync(new("DELETE FROM orders"), Cancel));
    }

    private Task<int> MigrateAsync() => SchemaRunner.MigrateAsync(Database, OrdersSchema.Definition, Cancel);

    /// <summary>Every definition of the file, and the rows of what was converted.</summary>
    private async Task<List<string>> ContentAsync()
    {
        await using var session = await Database.SessionAsync(operation: null, Cancel);
        var content = await session.QueryAsync(
            new("SELECT name || coalesce(sql, '') FROM sqlite_schema ORDER BY name"), row => row.Text(0), Cancel);
        foreach (var table in (string[])["orders", "order_events", "fills", "positions", "accounts", "risk_settings", "outbox", "baselines", "halt_changes"])
        {
            content.AddRange(await session.QueryAsync(
                new($"SELECT * FROM {table}"),
                row => string.Join('|', Enumerable.Range(0, row.Count).Select(column => row.TextOrNull(column))),
                Cancel));
        }

        return content;
    }
}
