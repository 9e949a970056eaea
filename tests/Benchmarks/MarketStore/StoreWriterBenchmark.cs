using System.Globalization;
using Npgsql;
using Trading.Benchmarks.Running;
using Trading.Contracts;
using Trading.MarketStore;
using Trading.ServiceDefaults.Databases;
using Trading.Testing;

namespace Trading.Benchmarks.MarketStore;

/// <summary>The rows that a live run writes, in its batches, against <c>psql \copy</c> of the same rows from a file in one go.</summary>
public sealed class StoreWriterBenchmark : IBenchmark
{
    private const int Rows = 500_000;
    private const int BatchRows = 10_000;

    private static readonly InstrumentId Instrument = new("binance-spot", "BTCUSDT");

    public string Name => "market-store-writer";

    public string Description => "trades into a PostgreSQL that it starts, by the store's writer and by psql \\copy, same rows, same table";

    public async Task RunAsync(BenchmarkRun run)
    {
        await using var servers = new RealServers();
        var connection = await servers.CreateDatabaseAsync();
        await using var databases = new DatabaseFactory(
            new DatabaseOptions { Provider = DatabaseProvider.Postgres, ConnectionString = connection });
        var database = databases.For(MarketSchema.Name);
        await SchemaRunner.MigrateAsync(database, MarketSchema.Definition, CancellationToken.None);
        var pool = database.Postgres!;

        // The store makes the partition of a new day by itself; psql finds it there.
        await ExecuteAsync(pool, "SELECT add_trade_day('2024-08-08 00:00:00Z')");
        var batches = Trades().Chunk(BatchRows).ToArray();
        var file = Path.GetTempFileName();
        await File.WriteAllLinesAsync(file, batches.SelectMany(batch => batch).Select(Csv));
        var psql = new PsqlCopy(new NpgsqlConnectionStringBuilder(connection), "market.trades", file);
        await using var store = new MarketStores(database);
        var results = await run.CompareAsync(
            $"{Rows:N0} trades into an empty table",
            new BenchmarkCase("psql \\copy, one file", Rows, async () =>
            {
                await ExecuteAsync(pool, "TRUNCATE trades");
                await psql.RunAsync();
            }),
            new BenchmarkCase($"store writer, {BatchRows:N0} at a time", Rows, async () =>
            {
                await ExecuteAsync(pool, "TRUNCATE trades");
                foreach (var batch in batches)
                {
                    await store.Trades.WriteTradesAsync(Instrument, batch);
                }
            }),
            new BenchmarkCase("store writer, rows that are there", Rows, async () =>
            {
                foreach (var batch in batches)
                {
                    await store.Trades.WriteTradesAsync(Instrument, batch);
                }
            }));
        File.Delete(file);
        run.Expect($"at least 70 % of psql \\copy: {results[1].Ratio:P0}", results[1].Ratio >= 0.7);
    }

    private static IEnumerable<Trade> Trades()
    {
        var start = new DateTime(2024, 8, 8, 0, 0, 0, DateTimeKind.Utc);
        for (var i = 0; i < Rows; i++)
        {
            var time = start.AddMicroseconds(i * 6L / 1000 * 1000);
            yield return new Trade(
                3_700_000_000 + i, 61_000.00000000m + i % 5000 / 100m, 0.00001000m * (1 + i * 7919L % 100_000), i % 3 == 0 ? Side.Sell : Side.Buy, time, time.AddMicroseconds(900));
        }
    }

    private static string Csv(Trade trade) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Instrument.Venue},{Instrument.Symbol},{trade.TradeId},{trade.Price},{trade.Quantity},{(int)trade.Side},{trade.ExchangeTime:O},{trade.ReceivedTime:O}");

    private static async Task ExecuteAsync(NpgsqlDataSource pool, string sql)
    {
        await using var command = pool.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
