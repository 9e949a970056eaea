using System.Globalization;
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

namespace Trading.AllInOne.Tests;

/// <summary>Mode <c>embedded</c> in this process: all modules in one host on two free ports, the venue's and that of all others.</summary>
public sealed class WholeSystem : IAsyncDisposable
{
    private const string Secret = "contract-test-0123456789";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("trading-whole-");
    private readonly WebApplication _app;

    private WholeSystem(IEnumerable<IModule> more, string[] settings)
    {
        var (services, venue) = (FreePort.Next(), FreePort.Next());
        _app = ServiceHost.Build([.. Settings(UrlOf(services), UrlOf(venue), venue), .. settings], [.. Modules, .. more]);
        Services = new HttpClient { BaseAddress = new Uri(UrlOf(services)) };
        Venue = new HttpClient { BaseAddress = new Uri(UrlOf(venue)) };
    }

    public static IReadOnlyList<IModule> Modules { get; } =
    [
        new ExchangeSimulatorModule(), new MarketDataModule(), new DownloaderModule(), new PaperTradingModule(), new OrderExecutionModule(), new ScannerModule(), new ConsoleModule(),
    ];

    /// <summary>A client with an admin's key of everything but the venue.</summary>
    public HttpClient Services { get; }

    /// <summary>The same of the simulated venue.</summary>
    public HttpClient Venue { get; }

    /// <summary>Folder of the SQLite files.</summary>
    public string DatabaseFolder => Path.Combine(_folder.FullName, "sqlite");

    public static Task<WholeSystem> StartAsync(params string[] settings) => StartAsync([], settings);

    /// <param name="more">Modules besides the product's.</param>
    public static async Task<WholeSystem> StartAsync(IEnumerable<IModule> more, params string[] settings)
    {
        var system = new WholeSystem(more, settings);
        await system._app.StartAsync();
        system.Services.DefaultRequestHeaders.Add("X-Api-Key", system.Key("admin"));
        system.Venue.DefaultRequestHeaders.Add("X-Api-Key", system.Key("admin"));
        return system;
    }

    public string Key(string role) => File.ReadLines(KeyFile).Single(line => line.StartsWith(role + ":", StringComparison.Ordinal))[(role.Length + 1)..];

    public async ValueTask DisposeAsync()
    {
        Services.Dispose();
        Venue.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private string KeyFile => Path.Combine(_folder.FullName, "keys");

    private static string UrlOf(int port) => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");

    private string[] Settings(string services, string venue, int venuePort) =>
    [
        $"--urls={services};{venue}", $"--Security:KeyFile={KeyFile}", $"--Database:Directory={DatabaseFolder}",
        string.Create(CultureInfo.InvariantCulture, $"--Simulator:Port={venuePort}"),
        "--Venue:Name=simulator", $"--Venue:RestUrl={venue}", $"--Venue:StreamUrl={venue.Replace("http", "ws", StringComparison.Ordinal)}", "--Venue:Symbols=BTCUSDT,ETHUSDT",
        $"--Venue:ApiKey={Secret}", $"--Venue:ApiSecret={Secret}", $"--Simulator:ApiKey={Secret}", $"--Simulator:ApiSecret={Secret}", "--Simulator:Symbols=BTCUSDT,ETHUSDT",
        $"--Services:ExchangeSimulator={venue}",
        .. new[] { "MarketData", "Downloader", "PaperTrading", "OrderExecution", "Scanner" }.Select(service => $"--Services:{service}={services}"),
    ];
}
