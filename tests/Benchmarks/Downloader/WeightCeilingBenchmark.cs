using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Trading.Benchmarks.Running;
using Trading.ExchangeSimulator;
using Trading.Exchanges.Binance.Usdm;
using Trading.Exchanges.Venues;
using Trading.Testing;

namespace Trading.Benchmarks.Downloader;

/// <summary>
/// How much of a USD-M limit of 2,400 a minute downloads make use of: one downloader service, and three on one IP that share the weight
/// in a real Redis, against the exchange simulator as a process of its own that counts and refuses as the venue does. A whole minute of
/// the clock each, at the real limit.
/// </summary>
public sealed class WeightCeilingBenchmark : IBenchmark
{
    private const int Limit = 2400;

    /// <summary>Second of the minute before the measured one at which the jobs are queued: that minute warms everything up.</summary>
    private const int QueueAtSecond = 40;

    private static readonly string[] Symbols = ["BTCUSDT", "ETHUSDT", "LTCUSDT"];
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private static readonly int PageRows = UsdmMarket.Description.BarsPerRequest;
    private static readonly int PageWeight = UsdmMarket.Market.Weight(HistoryQuery.Bars, PageRows);
    private static readonly int Ceiling = Limit / PageWeight * PageRows;

    public string Name => "downloader-weight-ceiling";

    public string Description => "one-minute bars per minute under a USD-M limit by one and by three downloader processes, and requests refused (takes five minutes)";

    public async Task RunAsync(BenchmarkRun run)
    {
        await using var servers = new RealServers();
        var redis = await servers.RedisEndpointAsync();
        var one = await MeasureAsync(run, redis, "one process", 1);
        var three = await MeasureAsync(run, redis, "three processes on one IP", 3);
        run.Expect($"three together as much as one, within 2 %: {(double)three / one:P2}", Math.Abs(three - one) <= 0.02 * one);
    }

    /// <returns>Bars stored in the measured minute.</returns>
    private static async Task<long> MeasureAsync(BenchmarkRun run, string redis, string title, int count)
    {
        var folder = Directory.CreateTempSubdirectory("trading-ceiling-").FullName;
        await using var venue = new ServiceProcess(typeof(ExchangeSimulatorModule).Assembly.Location, folder, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Simulator__Symbols"] = string.Join(',', Symbols),
            ["Simulator__UsdmWeightPerMinute"] = Limit.ToString(CultureInfo.InvariantCulture),
            ["Simulator__TradesPerSecond"] = "0",
            ["Simulator__UsdmTradesPerSecond"] = "1",
            ["Simulator__BookLevels"] = "20",
            ["Logging__LogLevel__Default"] = "Warning",
        });
        await venue.StartAsync();
        var downloaders = new List<DownloaderProcess>();
        try
        {
            foreach (var symbol in Symbols.Take(count))
            {
                downloaders.Add(await DownloaderProcess.StartAsync(venue.Url, redis, Path.Combine(folder, symbol), symbol));
            }

            await Poll.UntilAsync(() => DateTime.UtcNow.Second is >= QueueAtSecond and < QueueAtSecond + 5, Patience);
            var minute = new DateTime((DateTime.UtcNow.Ticks / TimeSpan.TicksPerMinute + 1) * TimeSpan.TicksPerMinute, DateTimeKind.Utc);
            await Task.WhenAll(downloaders.Select(downloader => downloader.QueueAsync()));
            await Poll.UntilAsync(() => DateTime.UtcNow >= minute, Patience);
            var before = await StoredAsync(downloaders);

            // The minute's last requests are answered: none is sent in its last 200 ms.
            await Poll.UntilAsync(() => DateTime.UtcNow >= minute.AddSeconds(59.9), Patience);
            var shares = (await StoredAsync(downloaders)).Zip(before, (after, start) => after - start).ToArray();
            var bars = shares.Sum();
            var (used, fullest, refused) = await LedgerAsync(venue.Url);
            run.Note($"{title}: {bars:N0} bars stored in the minute from {minute:HH:mm:ss} of {Ceiling:N0} that the weight table allows, ratio {(double)bars / Ceiling:P2}");
            run.Note($"  the venue counts a weight of {used:N0} in that minute and of {fullest:N0} in its fullest, of {Limit:N0}; refused {refused}; by process {string.Join(" / ", shares.Select(share => share.ToString("N0", CultureInfo.InvariantCulture)))}");
            run.Expect("at least 98 % of the ceiling, in rows stored and in weight that the venue counts", bars >= 0.98 * Ceiling && used >= 0.98 * Limit);
            run.Expect("every process has at least four fifths of an equal share", shares.Min() >= 0.8 * bars / count);
            run.Expect("no request refused", refused == 0);
            return bars;
        }
        finally
        {
            foreach (var downloader in downloaders)
            {
                await downloader.DisposeAsync();
            }

            await venue.KillAsync();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Task<long[]> StoredAsync(IEnumerable<DownloaderProcess> downloaders) => Task.WhenAll(downloaders.Select(downloader => downloader.StoredAsync()));

    /// <summary>Weight of the running minute and of the fullest, and requests over the limit, as the venue has counted them.</summary>
    private static async Task<(int Used, int Fullest, int Refused)> LedgerAsync(Uri venue)
    {
        using var http = new HttpClient { BaseAddress = venue };
        var ledger = await http.GetFromJsonAsync<JsonElement>("/simulator/ledger");
        var usdm = ledger.GetProperty("limits").EnumerateArray().Single(limit => limit.GetProperty("market").GetString() == "usdm");
        return (usdm.GetProperty("used").GetInt32(), usdm.GetProperty("fullestMinute").GetInt32(), usdm.GetProperty("refused").GetInt32());
    }
}
