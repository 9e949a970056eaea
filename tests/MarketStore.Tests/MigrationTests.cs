using Microsoft.Data.Sqlite;
using Npgsql;
using Trading.Contracts;
using Trading.MarketStore.Trades;
using Trading.ServiceDefaults.Databases;
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
        await using var databases = new DatabaseFactory(new DatabaseOptions
        {
            Provider = DatabaseProvider.Postgres,
            ConnectionString = new NpgsqlConnectionStringBuilder(await servers.CreateDatabaseAsync()) { Timezone = zone }.ToString(),
        });
        await MigrateAsync(databases, """
            INSERT INTO trades SELECT 'simulator', symbol, id, 1.500, id, 1, timestamptz '2024-08-07 20:00:00Z' + id * interval '1 minute', now()
            FROM generate_series(0, 2999) AS id, unnest(ARRAY['BTCUSDT', 'ETHUSDT']) AS symbol
            """);

        await using var session = await databases.For(MarketSchema.Name).SessionAsync(operation: null, Cancel);
        var partitions = await session.QueryAsync(
            new("SELECT tableoid::regclass::text || ' ' || count(*) FROM trades GROUP BY tableoid ORDER BY 1"), row => row.Text(0), Cancel);

        // What was dropped, and written anew on the last day, is counted as it is after AllIsThereAsync.
        Assert.Equal(["trades_20240808 2880", "trades_20240809 2641"], partitions);
    }

    [Fact]
    public async Task Sqlite_keeps_every_trade_and_knows_its_days()
    {
        await using var databases = new DatabaseFactory(new DatabaseOptions { Directory = _folder });
        await MigrateAsync(databases, """
            WITH RECURSIVE ids(id) AS (SELECT 0 UNION ALL SELECT id + 1 FROM ids WHERE id < 2999)
            INSERT INTO trades SELECT 'simulator', symbol, id, '1.500', id, 1, 1723060800000000 + id * 60000000, 0
            FROM ids, (SELECT 'BTCUSDT' AS symbol UNION ALL SELECT 'ETHUSDT')
            """);
    }

    private static async Task AllIsThereAsync(MarketStores store)
    {
        Assert.Equal(
            new TradeExtent(0, Rows - 1, Start, Start.AddMinutes(Rows - 1)), await store.Trades.TradeExtentAsync(Instrument, Cancel));
        Assert.Equal(Rows, await store.Trades.ReadTradesAsync(Instrument, cancellationToken: Cancel).CountAsync(Cancel));
        Assert.Empty(await store.Trades.MissingTradeIdsAsync(Instrument, 0, Rows - 1, Cancel));
        Assert.Null(await store.Trades.TradesDroppedBeforeAsync(Cancel));
        Assert.Equal(new FeedAnchor(0, Start), await store.Trades.GetAnchorAsync(Instrument, Cancel));
        var first = await store.Trades.ReadTradesAsync(Instrument, new TradeQuery(FromId: 1, Limit: 1), Cancel).SingleAsync(Cancel);
        Assert.Equal((1, 1.500m, Start.AddMinutes(1)), (first.TradeId, first.Price, first.ExchangeTime));

        // Stored by version 3 and once more now: once. A new one goes on.
        Assert.Equal(1, await store.Trades.WriteTradesAsync(
            Instrument, [first, first with { TradeId = Rows, ExchangeTime = Start.AddMinutes(Rows) }], Cancel));
        Assert.Equal(
            [new(2024, 8, 7), new(2024, 8, 8), new(2024, 8, 9)], await store.Trades.TradeDaysAsync(new DateOnly(2025, 1, 1), Cancel));
        await store.Trades.DropTradeDayAsync(new DateOnly(2024, 8, 7), Start, Cancel);
        Assert.Equal(240, (await store.Trades.TradeExtentAsync(Instrument, Cancel))!.Value.FirstId);
        Assert.Equal(240, (await store.Trades.GetAnchorAsync(Instrument, Cancel))!.Value.FirstId);
    }

    /// <summary>The steps up to version 3, the trades and an anchor, the rest.</summary>
    private static async Task MigrateAsync(DatabaseFactory databases, string fill)
    {
        var (database, schema) = (databases.For(MarketSchema.Name), MarketSchema.Definition);
        await SchemaRunner.MigrateAsync(database, schema with { Migrations = [.. schema.Migrations.Take(3)] }, Cancel);
        await using (var session = await database.SessionAsync(operation: null, Cancel))
        {
            await session.ExecuteAsync(new(fill), Cancel);
            await session.ExecuteAsync(
                new("INSERT INTO feed_anchors VALUES ('simulator', 'BTCUSDT', 0, @start)", ("start", Start)), Cancel);
        }

        Assert.Equal(3, await SchemaRunner.MigrateAsync(database, schema, Cancel));
        await using var store = new MarketStores(database);
        await AllIsThereAsync(store);
    }
}
