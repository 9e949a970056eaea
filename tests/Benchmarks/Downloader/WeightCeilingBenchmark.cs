using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Trading.Benchmarks.Running;
using Trading.Downloader;
using Trading.Exchanges.Binance;
using Trading.Exchanges.Binance.Rest;
using Trading.ExchangeSimulator;
using Trading.Testing;

namespace Trading.Benchmarks.Downloader;

/// <summary>
/// How much of a USD-M limit of 2,400 a minute downloads make use of: one process, and three on one IP, against the exchange simulator
/// as a process of its own that counts and refuses as the venue does. A whole minute each, at the real limit.
/// </summary>
public sealed class WeightCeilingBenchmark : IBenchmark
{
    private const int Limit = 2400;
    private const double StartAtSecond = 52;

    private static readonly string[] Symbols = ["BTCUSDT", "ETHUSDT", "LTCUSDT"];

    public string Name => "downloader-weight-ceiling";

    public string Description => "one-minute bars per minute under a USD-M limit by one and by three downloader processes, and requests refused (takes four minutes)";

    public async Task RunAsync(BenchmarkRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        await MeasureAsync(run, "one process", 1);
        await MeasureAsync(run, "three processes on one IP", 3);
    }

    private static async Task MeasureAsync(BenchmarkRun run, string title, int count)
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
        await Poll.UntilAsync(() => DateTime.UtcNow.Second >= StartAtSecond, TimeSpan.FromSeconds(70));
        var whole = new DateTime((DateTime.UtcNow.Ticks / TimeSpan.TicksPerMinute + 2) * TimeSpan.TicksPerMinute, DateTimeKind.Utc);
        var processes = Symbols.Take(count).Select(symbol => Start(venue.Url, folder, symbol)).ToArray();
        await Poll.UntilAsync(() => DateTime.UtcNow >= whole, TimeSpan.FromMinutes(3));
        foreach (var process in processes)
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }

        var (fullest, refused) = await LedgerAsync(venue.Url);
        Directory.Delete(folder, recursive: true);
        var rows = BinanceWeights.CheapestKlines(BinanceMarket.Usdm);
        var weight = BinanceWeights.Klines(BinanceMarket.Usdm, rows);
        var ceiling = Limit / weight * rows;
        var bars = fullest / weight * rows;
        run.Note($"{title}: {bars:N0} bars served in the full minute of {ceiling:N0} that the weight table allows, ratio {(double)bars / ceiling:P2}, refused {refused}");
        run.Expect("at least 98 % of the ceiling", bars >= 0.98 * ceiling);
        run.Expect("no request refused", refused == 0);
    }

    private static Process Start(Uri venue, string folder, string symbol)
    {
        var start = CommandProcess.StartOf(
            typeof(DownloaderModule).Assembly.Location,
            folder,
            [
                "download", "bars", "--exchange", "BINANCE-USDM", "--symbol", symbol, "--interval", "1m", "--start", "2021-01-01", "--end", "2025-12-31",
                "--source", "rest", "--url", venue.ToString(), "--database", Path.Combine(folder, symbol), "--json",
            ]);
        var process = Process.Start(start)!;
        _ = process.StandardOutput.ReadToEndAsync();
        _ = process.StandardError.ReadToEndAsync();
        return process;
    }

    /// <summary>Weight of the fullest minute, and requests over the limit, as the venue has counted them.</summary>
    private static async Task<(int Fullest, int Refused)> LedgerAsync(Uri venue)
    {
        using var http = new HttpClient { BaseAddress = venue };
        var ledger = await http.GetFromJsonAsync<JsonElement>("/simulator/ledger");
        var usdm = ledger.GetProperty("limits").EnumerateArray().Single(limit => limit.GetProperty("market").GetString() == "usdm");
        return (usdm.GetProperty("fullestMinute").GetInt32(), usdm.GetProperty("refused").GetInt32());
    }
}
