using System.Diagnostics;
using Npgsql;
using Trading.Benchmarks.Running;
using Trading.MarketData;
using Trading.Testing;

namespace Trading.Benchmarks.MarketData;

/// <summary>
/// The market-data service as a process of its own with real PostgreSQL, Redis and RabbitMQ and a listener on its event stream, fed
/// over a WebSocket as fast as it reads. The feeder, the servers and the service share the machine.
/// </summary>
public sealed class WholeServiceBenchmark : IBenchmark
{
    private const int Trades = 5_000_000;
    private const int Lap = 100_000;

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(180);

    public string Name => "market-data-service";

    public string Description => "the whole service, socket to committed row, with store, cache, bus, event stream and bars on";

    public async Task RunAsync(BenchmarkRun run)
    {
        await using var servers = new RealServers();
        var database = await servers.CreateDatabaseAsync();
        var folder = Directory.CreateTempSubdirectory("trading-benchmark-").FullName;
        using var feeder = new TradeFeeder(new TradeWire(Lap), Trades);
        await using var service = new ServiceProcess(typeof(MarketDataModule).Assembly.Location, folder, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Venue__RestUrl"] = $"http://{feeder.Endpoint}",
            ["Venue__StreamUrl"] = $"ws://{feeder.Endpoint}",
            ["Venue__Symbols"] = "BTCUSDT",
            ["Database__Provider"] = "Postgres",
            ["Database__ConnectionString"] = database,
            ["Security__KeyFile"] = Path.Combine(folder, "keys"),
            ["MarketData__SpoolDirectory"] = folder,
            ["Redis__Endpoint"] = await servers.RedisEndpointAsync(),
            ["Bus__Transport"] = "RabbitMq",
            ["Bus__Url"] = (await servers.RabbitMqAsync()).ConnectionUrl,
            ["Logging__LogLevel__Default"] = "Warning",
        });
        await service.StartAsync();
        await using var pool = NpgsqlDataSource.Create(database);
        await Poll.UntilAsync(() => feeder.Streams > 0, Deadline);
        using var http = new HttpClient { BaseAddress = service.Url };
        using var stop = new CancellationTokenSource();
        var listening = ListenAsync(http, stop.Token);
        var idle = service.ResidentBytes.Now;
        var processor = service.ProcessorTime;
        var watch = Stopwatch.StartNew();
        feeder.Go();
        await Poll.UntilAsync(async () => await NumberAsync(pool, "SELECT coalesce(max(trade_id), 0) FROM market.trades WHERE venue = 'simulator' AND symbol = 'BTCUSDT'") == feeder.FirstId + Trades - 1, Deadline);
        var seconds = watch.Elapsed.TotalSeconds;
        processor = service.ProcessorTime - processor;
        var stored = await NumberAsync(pool, "SELECT count(DISTINCT trade_id) FROM market.trades");
        await stop.CancelAsync();
        run.Note($"{Trades / seconds:N0} trades/s from the socket to the committed row, {Trades:N0} trades in {seconds:N1} s");
        run.Note($"{processor.TotalMilliseconds * 1000 / Trades:N2} us of processor time per trade in the service, {processor.TotalSeconds / seconds:N2} cores of {Environment.ProcessorCount}");
        run.Note($"memory {idle >> 20} MiB idle, {service.ResidentBytes.Peak >> 20} MiB at most; event stream read {await listening >> 20} MiB");
        run.Note(await MetricsAsync(http));
        run.Expect($"at least 150,000 trades/s: {Trades / seconds:N0}", Trades / seconds >= 150_000);
        run.Expect($"none missing: {Trades - stored}", stored == Trades);
        run.Expect("at most 1 GiB", service.ResidentBytes.Peak <= 1L << 30);
        await service.KillAsync();
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<long> ListenAsync(HttpClient http, CancellationToken stop)
    {
        long bytes = 0;
        try
        {
            await using var stream = await http.GetStreamAsync(new Uri("/market/stream", UriKind.Relative), stop);
            var buffer = new byte[64 * 1024];
            int read;
            while ((read = await stream.ReadAsync(buffer, stop)) > 0)
            {
                bytes += read;
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The measurement is over.
        }

        return bytes;
    }

    private static async Task<string> MetricsAsync(HttpClient http)
    {
        string[] wanted = ["trading_batches_flushed_total", "trading_publish_failures_total", "trading_ticks_dropped", "stream_processor_backpressure_events_total", "trading_cache_update_failures_total"];
        var metrics = await http.GetStringAsync(new Uri("/metrics", UriKind.Relative));
        return string.Join(", ", metrics.Split('\n').Where(line => wanted.Any(name => line.StartsWith(name, StringComparison.Ordinal))));
    }

    private static async Task<long> NumberAsync(NpgsqlDataSource pool, string sql)
    {
        await using var command = pool.CreateCommand(sql);
        command.CommandTimeout = 120;
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
