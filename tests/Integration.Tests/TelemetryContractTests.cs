using System.Globalization;
using System.Net.Http.Json;
using Trading.Downloader;
using Trading.ExchangeSimulator;
using Trading.MarketData;
using Trading.OrderExecution;
using Trading.PaperTrading;
using Trading.Scanner;
using Trading.ServiceDefaults.Hosting;
using Trading.ServiceDefaults.Metrics;
using Trading.Testing;
using Trading.WebConsole;

namespace Trading.Integration.Tests;

/// <summary>The whole product runs on the simulator; what it emits is compared with the catalogue, both ways.</summary>
public sealed class TelemetryContractTests
{
    private const string Secret = "contract-test-0123456789";

    /// <summary>Most series of one family after orders, trades and requests of two symbols.</summary>
    private const int MostSeries = 500;

    [Fact(Timeout = 300_000)]
    public async Task The_running_system_emits_the_catalogue_and_nothing_else()
    {
        var folder = Directory.CreateTempSubdirectory("trading-contract-");
        var url = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort.Next()}");
        await using var app = ServiceHost.Build(Settings(url, folder.FullName), Modules());
        await app.StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri(url) };
        http.DefaultRequestHeaders.Add("X-Api-Key", File.ReadLines(Path.Combine(folder.FullName, "keys")).Single(line => line.StartsWith("admin:", StringComparison.Ordinal))["admin:".Length..]);
        await ActAsync(http);

        // An order comes a moment after the start; all else without a condition is there from the start.
        var expected = MetricCatalogue.Entries.Values.Where(entry => entry is { Pending: false, When: null }).Select(entry => entry.Name).Append("orders_total").ToArray();
        var scrape = new TelemetryScrape();
        await Poll.UntilAsync(
            async () =>
            {
                scrape = TelemetryScrape.Parse(await http.GetStringAsync("/metrics"));
                return string.Join(", ", expected.Except(scrape.Types.Keys, StringComparer.Ordinal));
            },
            missing => missing.Length == 0,
            TimeSpan.FromSeconds(90),
            "nothing promised is missing");

        foreach (var (name, type) in scrape.Types.Where(family => IsOwn(family.Key)))
        {
            Assert.True(MetricCatalogue.Entries.TryGetValue(name, out var entry), $"{name} is not in the catalogue");
            Assert.False(entry!.Pending, $"{name} is emitted and still pending in the catalogue");
            Assert.Equal((name, entry.Type.ToString().ToLowerInvariant()), (name, type));
            Assert.True(scrape.Labels[name].IsSubsetOf(entry.Labels), $"{name} has labels {string.Join(',', scrape.Labels[name])}, the catalogue {string.Join(',', entry.Labels)}");
            Assert.True(entry.Buckets is null || scrape.Bounds[name].SetEquals(entry.Buckets), $"{name} has other buckets than the catalogue");
            Assert.True(scrape.Series[name] / ((entry.Buckets?.Length ?? 0) + 3) < MostSeries, $"{name} has {scrape.Series[name]} lines");
        }

        await app.StopAsync();
        folder.Delete(recursive: true);
    }

    /// <summary>Libraries' metrics keep their own names.</summary>
    private static bool IsOwn(string name) =>
        !name.StartsWith("dotnet_", StringComparison.Ordinal) && !name.StartsWith("http_client_", StringComparison.Ordinal)
        && !name.StartsWith("db_client_", StringComparison.Ordinal) && !name.StartsWith("dns_", StringComparison.Ordinal) && name != "target_info";

    private static async Task ActAsync(HttpClient http)
    {
        await Poll.UntilAsync(async () => (await http.GetAsync("/ready")).IsSuccessStatusCode, TimeSpan.FromSeconds(60));
        await http.GetAsync("/nowhere");
        await Poll.UntilAsync(
            async () => (await http.PostAsJsonAsync("/orders", new { clientOrderId = Guid.NewGuid().ToString("n")[..20], symbol = "BTCUSDT", side = "buy", type = "market", timeInForce = "gtc", quantity = "0.001", account = "main" })).IsSuccessStatusCode,
            TimeSpan.FromSeconds(60));
        var end = DateTimeOffset.UtcNow;
        await http.PostAsJsonAsync("/downloads", new { venue = "simulator", kind = "bars", symbols = new[] { "BTCUSDT" }, interval = "1m", start = end.AddHours(-1), end, source = "rest" });
        await http.PostAsJsonAsync("/scans", new { symbols = new[] { "BTCUSDT" } });
    }

    private static IModule[] Modules() =>
    [
        new ExchangeSimulatorModule(), new MarketDataModule(), new DownloaderModule(), new PaperTradingModule(), new OrderExecutionModule(), new ScannerModule(), new ConsoleModule(),
    ];

    private static string[] Settings(string url, string folder) =>
    [
        $"--urls={url}", $"--Security:KeyFile={Path.Combine(folder, "keys")}", $"--Database:Directory={Path.Combine(folder, "sqlite")}",
        "--Venue:Name=simulator", $"--Venue:RestUrl={url}", $"--Venue:StreamUrl={url.Replace("http", "ws", StringComparison.Ordinal)}", "--Venue:Symbols=BTCUSDT,ETHUSDT",
        $"--Venue:ApiKey={Secret}", $"--Venue:ApiSecret={Secret}", $"--Simulator:ApiKey={Secret}", $"--Simulator:ApiSecret={Secret}", "--Simulator:Symbols=BTCUSDT,ETHUSDT",
        .. new[] { "MarketData", "Downloader", "PaperTrading", "OrderExecution", "Scanner", "ExchangeSimulator" }.Select(service => $"--Services:{service}={url}"),
    ];
}
