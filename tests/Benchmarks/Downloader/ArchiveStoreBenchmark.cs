using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Npgsql;
using Trading.Benchmarks.MarketStore;
using Trading.Benchmarks.Running;
using Trading.Contracts;
using Trading.Downloader.Files;
using Trading.Exchanges;
using Trading.Exchanges.Venues;
using Trading.MarketStore;
using Trading.ServiceDefaults.Databases;
using Trading.Testing;

namespace Trading.Benchmarks.Downloader;

/// <summary>
/// A published zip into the database, its checksum compared, unzipped, parsed and verified on the way, against <c>psql \\copy</c> of rows
/// that are ready.
/// </summary>
public sealed class ArchiveStoreBenchmark : IBenchmark
{
    private const int Rows = 300_000;

    private static readonly InstrumentId Instrument = new("binance-spot", "BTCUSDT");

    public string Name => "downloader-archive-store";

    public string Description => "a zip of 300,000 klines into a PostgreSQL that it starts, against psql \\copy of the same rows";

    public async Task RunAsync(BenchmarkRun run)
    {
        await using var servers = new RealServers();
        var connection = await servers.CreateDatabaseAsync();
        await using var databases = new DatabaseFactory(
            new DatabaseOptions { Provider = DatabaseProvider.Postgres, ConnectionString = connection });
        var database = databases.For(MarketSchema.Name);
        await SchemaRunner.MigrateAsync(database, MarketSchema.Definition, CancellationToken.None);
        var pool = database.Postgres!;

        var folder = Directory.CreateTempSubdirectory("trading-archive-").FullName;
        var (zip, csv) = (Path.Combine(folder, "BTCUSDT-1m-2024-01.zip"), Path.Combine(folder, "rows.csv"));
        await WriteAsync(zip, csv);
        var checksum = await ChecksumAsync(zip);
        var psql = new PsqlCopy(new NpgsqlConnectionStringBuilder(connection), "market.bars", csv);
        var venues = new VenueCatalog(ShippedVenues.All, new VenueOptions(), null!);
        var files = new BarFiles(new MarketStores(database).Bars, venues, TimeProvider.System);
        var peak = 0L;
        var results = await run.CompareAsync(
            $"{Rows:N0} bars into an empty table",
            new BenchmarkCase("psql \\copy, rows ready", Rows, async () =>
            {
                await ExecuteAsync(pool, "TRUNCATE bars");
                await psql.RunAsync();
            }),
            new BenchmarkCase("archive: checksum, unzip, parse, verify, store", Rows, async () =>
            {
                await ExecuteAsync(pool, "TRUNCATE bars");
                if (await ChecksumAsync(zip) != checksum)
                {
                    throw new InvalidDataException("The zip has changed.");
                }

                var (read, stored) = await files.ImportAsync(
                    zip, Instrument, BarInterval.OneMinute, BarSeries.Last, CancellationToken.None);
                _ = (read, stored) == (Rows, Rows) ? read : throw new InvalidDataException($"{read} rows, {stored} stored");
                peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: false));
            }));
        run.Note($"managed memory after a file of {new FileInfo(zip).Length:N0} bytes ({Rows:N0} rows): {peak / 1048576.0:N0} MiB, process at most {Process.GetCurrentProcess().PeakWorkingSet64 / 1048576.0:N0} MiB");
        Directory.Delete(folder, recursive: true);
        run.Expect($"at least 60 % of psql \\copy: {results[1].Ratio:P0}", results[1].Ratio >= 0.6);
    }

    /// <summary>The same rows as published, and as the table's columns.</summary>
    private static async Task WriteAsync(string zip, string csv)
    {
        await using var archive = await ZipFile.OpenAsync(zip, ZipArchiveMode.Create);
        await using var published = new StreamWriter(await archive.CreateEntry("BTCUSDT-1m-2024-01.csv").OpenAsync(), Encoding.ASCII);
        await using var table = new StreamWriter(csv, append: false, Encoding.ASCII);
        for (var i = 0L; i < Rows; i++)
        {
            var open = DateTime.UnixEpoch.AddMilliseconds(1_704_067_200_000 + i * 60_000);
            var at = 1_704_067_200_000 + i * 60_000;
            var prices = string.Create(
                CultureInfo.InvariantCulture,
                $"{42_283 + i % 97}.58000000,{42_398 + i % 89}.62000000,{42_161 + i % 83}.02000000,{42_290 + i % 79}.10000000,{35 + i % 7}.92724000");
            var rest = string.Create(CultureInfo.InvariantCulture, $"1519{i % 10}32.70783590,{1327 + i},23.18766000,980394.03943950");
            await published.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"{at},{prices},{at + 59_999},{rest},0\n"));
            await table.WriteAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"{Instrument.Venue},{Instrument.Symbol},0,1m,{open:O},{(int)BarSource.Archive},{prices},{rest},t,0,\n"));
        }
    }

    private static async Task<string> ChecksumAsync(string file)
    {
        await using var bytes = File.OpenRead(file);
        return Convert.ToHexString(await SHA256.HashDataAsync(bytes));
    }

    private static async Task ExecuteAsync(NpgsqlDataSource pool, string sql)
    {
        await using var command = pool.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
