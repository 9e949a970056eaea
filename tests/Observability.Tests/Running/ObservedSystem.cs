using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Trading.Downloader;
using Trading.ExchangeSimulator;
using Trading.MarketData;
using Trading.OrderExecution;
using Trading.PaperTrading;
using Trading.Scanner;
using Trading.ServiceDefaults.Hosting;
using Trading.Testing;
using Trading.WebConsole;

namespace Trading.Observability.Tests.Running;

/// <summary>
/// The real services in this process, in three hosts that can be stopped one by one: the venue (simulator), the trading services,
/// the console with its inbox. Each is a scrape target named like that.
/// </summary>
/// <param name="database">PostgreSQL connection string of the trading services; null: they keep their state in SQLite, as the others do.</param>
public sealed class ObservedSystem(string? database = null) : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("trading-observed-").FullName;
    private readonly string _key = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
    private readonly Dictionary<string, WebApplication> _hosts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _urls = new(StringComparer.Ordinal)
    {
        ["exchange-simulator"] = NewUrl(),
        ["trading"] = NewUrl(),
        ["console"] = NewUrl(),
    };

    public string VenueUrl => _urls["exchange-simulator"];

    public string TradingUrl => _urls["trading"];

    public string ConsoleUrl => _urls["console"];

    public string AdminKey => File.ReadLines(Path.Combine(_folder, "keys")).Single(line => line.StartsWith("admin:", StringComparison.Ordinal))["admin:".Length..];

    public IEnumerable<(string Service, string HostAndPort)> Targets => _urls.Select(entry => (entry.Key, new Uri(entry.Value).Authority));

    public async Task StartAsync()
    {
        await StartVenueAsync();
        await StartAsync(
            "trading",
            [new MarketDataModule(), new DownloaderModule(), new PaperTradingModule(), new OrderExecutionModule(), new ScannerModule()],
            database is null ? [] : ["--Database:Provider=Postgres", $"--Database:ConnectionString={database}"]);
        string[] services = ["MarketData", "Downloader", "PaperTrading", "OrderExecution", "Scanner"];
        await StartAsync("console", [new ConsoleModule()], [.. services.Select(service => $"--Services:{service}={TradingUrl}"), $"--Services:ExchangeSimulator={VenueUrl}"]);
    }

    public Task StartVenueAsync() => StartAsync("exchange-simulator", [new ExchangeSimulatorModule()]);

    public async Task StopAsync(string host)
    {
        if (_hosts.Remove(host, out var app))
        {
            await app.StopAsync();
            await app.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts.Keys.Reverse().ToList())
        {
            await StopAsync(host);
        }

        Directory.Delete(_folder, recursive: true);
    }

    private async Task StartAsync(string name, IReadOnlyList<IModule> modules, params string[] more)
    {
        string[] args =
        [
            $"--urls={_urls[name]}", $"--Database:Directory={_folder}/{name}", $"--Security:KeyFile={_folder}/keys",
            $"--Venue:RestUrl={VenueUrl}", $"--Venue:StreamUrl={VenueUrl.Replace("http", "ws", StringComparison.Ordinal)}", "--Venue:Symbols=BTCUSDT,ETHUSDT",
            $"--Venue:ApiKey={_key}", $"--Venue:ApiSecret={_key}", $"--Simulator:ApiKey={_key}", $"--Simulator:ApiSecret={_key}",
            "--Simulator:Symbols=BTCUSDT,ETHUSDT", "--Logging:LogLevel:Default=Critical", .. more,
        ];
        var app = ServiceHost.Build(args, modules);
        await app.StartAsync();
        _hosts[name] = app;
    }

    private static string NewUrl() => $"http://127.0.0.1:{FreePort.Next()}";
}
