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
/// The real services, each a scrape target of its name: the venue (simulator) is a process of its own that can be killed, the trading
/// services and the console with its inbox are two hosts in this process.
/// </summary>
public sealed class ObservedSystem : IAsyncDisposable
{
    private const string Venue = "exchange-simulator";

    private readonly string _folder = Directory.CreateTempSubdirectory("trading-observed-").FullName;
    private readonly string _key = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
    private readonly string? _database;
    private readonly List<WebApplication> _hosts = [];
    private readonly ServiceProcess _venue;

    /// <param name="database">PostgreSQL connection string of the trading services; null: they keep their state in SQLite, as the others do.</param>
    public ObservedSystem(string? database = null)
    {
        _database = database;
        _venue = new ServiceProcess(typeof(ExchangeSimulatorModule).Assembly.Location, Directory.CreateDirectory(Path.Combine(_folder, Venue)).FullName, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Database__Directory"] = Path.Combine(_folder, Venue),
            ["Security__KeyFile"] = Path.Combine(_folder, "keys"),
            ["Simulator__ApiKey"] = _key,
            ["Simulator__ApiSecret"] = _key,
            ["Simulator__Symbols"] = "BTCUSDT,ETHUSDT",
            ["Logging__LogLevel__Default"] = "Critical",
        });
    }

    public string VenueUrl => _venue.Url.ToString().TrimEnd('/');

    public string TradingUrl { get; private set; } = "";

    public string ConsoleUrl { get; private set; } = "";

    public string AdminKey => File.ReadLines(Path.Combine(_folder, "keys")).Single(line => line.StartsWith("admin:", StringComparison.Ordinal))["admin:".Length..];

    /// <summary>Alertmanager reads the token of the inbox from here.</summary>
    public string WebhookTokenFile => Path.Combine(_folder, "alert-webhook-token");

    public IEnumerable<(string Service, string HostAndPort)> Targets =>
        new[] { (Venue, VenueUrl), ("trading", TradingUrl), ("console", ConsoleUrl) }.Select(target => (target.Item1, new Uri(target.Item2).Authority));

    public async Task StartAsync()
    {
        await StartVenueAsync();

        // A port stays free only for as long as nobody else asks for one: it is chosen right before it is bound.
        TradingUrl = NewUrl();
        await StartAsync(
            "trading", TradingUrl,
            [new MarketDataModule(), new DownloaderModule(), new PaperTradingModule(), new OrderExecutionModule(), new ScannerModule()],
            _database is null ? [] : ["--Database:Provider=Postgres", $"--Database:ConnectionString={_database}"]);
        string[] services = ["MarketData", "Downloader", "PaperTrading", "OrderExecution", "Scanner"];
        ConsoleUrl = NewUrl();
        await File.WriteAllTextAsync(WebhookTokenFile, _key);
        await StartAsync("console", ConsoleUrl, [new ConsoleModule()], [.. services.Select(service => $"--Services:{service}={TradingUrl}"), $"--Services:ExchangeSimulator={VenueUrl}", $"--AlertInbox:WebhookToken={_key}"]);
    }

    public Task StartVenueAsync() => _venue.StartAsync();

    /// <summary>SIGKILL: it says nothing to anybody.</summary>
    public Task KillVenueAsync() => _venue.KillAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (var host in Enumerable.Reverse(_hosts))
        {
            await host.StopAsync();
            await host.DisposeAsync();
        }

        await _venue.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task StartAsync(string name, string url, IReadOnlyList<IModule> modules, params string[] more)
    {
        string[] args =
        [
            $"--urls={url}", $"--Database:Directory={_folder}/{name}", $"--Security:KeyFile={_folder}/keys",
            $"--Venue:RestUrl={VenueUrl}", $"--Venue:StreamUrl={VenueUrl.Replace("http", "ws", StringComparison.Ordinal)}", "--Venue:Symbols=BTCUSDT,ETHUSDT",
            $"--Venue:ApiKey={_key}", $"--Venue:ApiSecret={_key}", "--Logging:LogLevel:Default=Critical", .. more,
        ];
        var app = ServiceHost.Build(args, modules);
        await app.StartAsync();
        _hosts.Add(app);
    }

    private static string NewUrl() => $"http://127.0.0.1:{FreePort.Next()}";
}
