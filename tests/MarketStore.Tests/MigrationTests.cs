using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using Trading.Contracts;
using Trading.Testing;

namespace Trading.MarketStore.Tests;

/// <summary>A database that version 3 has filled, brought to the present version.</summary>
public sealed class MigrationTests(RealServers servers) : IDisposable
{
    private const long Rows = 3000;

    private static readonly DateTime Start = new(2024, 8, 7, 20, 0, 0, DateTimeKind.Utc);
    private static readonly InstrumentId Instrument = new("simulator", "BTCUSDT");

    private readonly string _folder = Directory.CreateTempSubdirectory("trading-migration-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("UTC")]
    [InlineData("America/New_York")]
    public async Task Postgres_keeps_every_trade_in_the_partition_of_its_utc_day(string zone)
    {
        var settings = new NpgsqlConnectionStringBuilder(await servers.CreateDatabaseAsync()) { SearchPath = MarketSchema.Name, Timezone = zone };
        await using var pool = NpgsqlDataSource.Create(settings);
        await using (var connection = await pool.OpenConnectionAsync(Cancel))
        {
            await RunAsync(connection, $"CREATE SCHEMA {MarketSchema.Name}");
            await MigrateAsync(connection, step => step.Postgres, """
                INSERT INTO trades SELECT 'simulator', symbol, id, 1.500, id, 1, timestamptz '2024-08-07 20:00:00Z' + id * interval '1 minute', now()
                FROM generate_series(0, 2999) AS id, unnest(ARRAY['BTCUSDT', 'ETHUSDT']) AS symbol
                """);
        }

        await AllIsThereAsync(MarketStoreRegistration.Create((pool, null)));
        await using var counts = pool.CreateCommand("SELECT tableoid::regclass::text || ' ' || count(*) FROM trades GROUP BY tableoid ORDER BY 1");
        await using var reader = await counts.ExecuteReaderAsync(Cancel);
        var partitions = new List<string>();
        while (await reader.ReadAsync(Cancel))
        {
            partitions.Add(reader.GetString(0));
        }

        // What was dropped, and written anew on the last day, is counted as it is after AllIsThereAsync.
        Assert.Equal(["trades_20240808 2880", "trades_20240809 2641"], partitions);
    }

    [Fact]
    public async Task Sqlite_keeps_every_trade_and_knows_its_days()
    {
        var file = Path.Combine(_folder, "market.db");
        SQLitePCL.Batteries_V2.Init();
        await using (var connection = new SqliteConnection($"Data Source={file}"))
        {
            await connection.OpenAsync(Cancel);
            await MigrateAsync(connection, step => step.Sqlite, """
                WITH RECURSIVE ids(id) AS (SELECT 0 UNION ALL SELECT id + 1 FROM ids WHERE id < 2999)
                INSERT INTO trades SELECT 'simulator', symbol, id, '1.500', id, 1, 1723060800000000 + id * 60000000, 0
                FROM ids, (SELECT 'BTCUSDT' AS symbol UNION ALL SELECT 'ETHUSDT')
                """);
        }

        var store = MarketStoreRegistration.Create((null, file));
        await AllIsThereAsync(store);
        await ((IAsyncDisposable)store).DisposeAsync();
    }

    private static async Task AllIsThereAsync(IMarketStore store)
    {
        Assert.Equal(new TradeExtent(0, Rows - 1, Start, Start.AddMinutes(Rows - 1)), await store.TradeExtentAsync(Instrument, Cancel));
        Assert.Equal(Rows, await store.ReadTradesAsync(Instrument, cancellationToken: Cancel).CountAsync(Cancel));
        Assert.Empty(await store.MissingTradeIdsAsync(Instrument, 0, Rows - 1, Cancel));
        Assert.Null(await store.TradesDroppedBeforeAsync(Cancel));
        Assert.Equal(new FeedAnchor(0, Start), await store.GetAnchorAsync(Instrument, Cancel));
        var first = await store.ReadTradesAsync(Instrument, new TradeQuery(FromId: 1, Limit: 1), Cancel).SingleAsync(Cancel);
        Assert.Equal((1, 1.500m, Start.AddMinutes(1)), (first.TradeId, first.Price, first.ExchangeTime));

        // Stored by version 3 and once more now: once. A new one goes on.
        Assert.Equal(1, await store.WriteTradesAsync(Instrument, [first, first with { TradeId = Rows, ExchangeTime = Start.AddMinutes(Rows) }], Cancel));
        Assert.Equal([new(2024, 8, 7), new(2024, 8, 8), new(2024, 8, 9)], await store.TradeDaysAsync(new DateOnly(2025, 1, 1), Cancel));
        await store.DropTradeDayAsync(new DateOnly(2024, 8, 7), Start, Cancel);
        Assert.Equal(240, (await store.TradeExtentAsync(Instrument, Cancel))!.Value.FirstId);
        Assert.Equal(240, (await store.GetAnchorAsync(Instrument, Cancel))!.Value.FirstId);
    }

    /// <summary>The steps up to version 3, the trades and an anchor, the rest; as in a service, in a transaction.</summary>
    private static async Task MigrateAsync(DbConnection connection, Func<MarketSchemaStep, string> sql, string fill)
    {
        foreach (var step in MarketSchema.Steps.Where(step => step.Version <= 3))
        {
            await RunAsync(connection, sql(step));
        }

        await RunAsync(connection, fill);
        var start = connection is NpgsqlConnection ? "'2024-08-07 20:00:00Z'" : "1723060800000000";
        await RunAsync(connection, $"INSERT INTO feed_anchors VALUES ('simulator', 'BTCUSDT', 0, {start})");
        foreach (var step in MarketSchema.Steps.Where(step => step.Version > 3))
        {
            await using var transaction = await connection.BeginTransactionAsync(Cancel);
            await RunAsync(connection, sql(step), transaction);
            await transaction.CommitAsync(Cancel);
        }
    }

    private static async Task RunAsync(DbConnection connection, string sql, DbTransaction? transaction = null)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = transaction;
        await command.ExecuteNonQueryAsync(Cancel);
    }
}
