using System.Globalization;
using Trading.Downloader;
using Trading.ExchangeSimulator;
using Trading.MarketData;
using Trading.OrderExecution;
using Trading.PaperTrading;
using Trading.Scanner;
using Trading.ServiceDefaults.Hosting;
using Trading.Testing;
using Trading.Testing.Telemetry;
using Trading.WebConsole;

namespace Trading.Integration.Tests;

/// <summary>The whole product runs on the simulator; what it emits is compared with the catalogue, both ways.</summary>
public sealed class TelemetryContractTests
{
    private const string Secret = "contract-test-0123456789";

    [Fact(Timeout = 300_000)]
    public async Task The_running_system_emits_the_catalogue_and_nothing_else()
    {
        var folder = Directory.CreateTempSubdirectory("trading-contract-");
        var url = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort.Next()}");
        await using var app = ServiceHost.Build(Settings(url, folder.FullName), Modules());
        await app.StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri(url) };
        http.DefaultRequestHeaders.Add("X-Api-Key", File.ReadLines(Path.Combine(folder.FullName, "keys")).Single(line => line.StartsWith("admin:", StringComparison.Ordinal))["admin:".Length..]);
        try
        {
            var services = Modules().Select(module => module.Name).ToArray();
            await TelemetryActs.DoAsync(services, _ => http);
            var scrape = new TelemetryScrape();
            await Poll.UntilAsync(
                async () =>
                {
                    await TelemetryActs.ReadFilledBarsAsync(http);
                    scrape = TelemetryScrape.Parse(await http.GetStringAsync("/metrics"));
                    return string.Join(", ", TelemetryContract.Missing(scrape, services, brokered: false));
                },
                missing => missing.Length == 0,
                TimeSpan.FromSeconds(90),
                "nothing promised is missing");
            Assert.Empty(TelemetryContract.Wrong(scrape, services));
        }
        finally
        {
            await app.StopAsync();
        }

        folder.Delete(recursive: true);
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
