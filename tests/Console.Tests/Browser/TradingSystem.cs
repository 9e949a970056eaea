using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Trading.Downloader;
using Trading.ExchangeSimulator;
using Trading.MarketData;
using Trading.OrderExecution;
using Trading.PaperTrading;
using Trading.Scanner;
using Trading.ServiceDefaults.Hosting;
using Trading.Testing;

namespace Trading.WebConsole.Tests.Browser;

/// <summary>All services but the console in one host on a fixed port, so that it can go away and come back while the console stays.</summary>
public sealed class TradingSystem : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("trading-system-").FullName;
    private readonly string _key = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
    private WebApplication? _app;

    private readonly int _venuePort = FreePort.Next();

    public string Url { get; } = $"http://127.0.0.1:{FreePort.Next()}";

    public string VenueUrl => $"http://127.0.0.1:{_venuePort}";

    public string KeyFile => Path.Combine(_folder, "keys");

    /// <summary>The key of a role, in lower case.</summary>
    public string Key(string role) => File.ReadLines(KeyFile).Single(line => line.StartsWith(role + ":", StringComparison.Ordinal))[(role.Length + 1)..];

    public async Task StartAsync()
    {
        string[] args =
        [
            $"--urls={Url};{VenueUrl}", $"--Simulator:Port={_venuePort}", $"--Database:Directory={_folder}", $"--Security:KeyFile={KeyFile}",
            $"--Venue:RestUrl={VenueUrl}", $"--Venue:StreamUrl={VenueUrl.Replace("http", "ws", StringComparison.Ordinal)}", "--Venue:Symbols=BTCUSDT,ETHUSDT",
            $"--Venue:ApiKey={_key}", $"--Venue:ApiSecret={_key}", $"--Simulator:ApiKey={_key}", $"--Simulator:ApiSecret={_key}",
            "--Simulator:Symbols=BTCUSDT,ETHUSDT",
        ];
        IModule[] modules =
        [
            new ExchangeSimulatorModule(), new MarketDataModule(), new DownloaderModule(), new PaperTradingModule(), new OrderExecutionModule(), new ScannerModule(),
        ];
        _app = ServiceHost.Build(args, modules, builder => builder.Logging.ClearProviders());
        await _app.StartAsync();
    }

    public async Task StopAsync()
    {
        if (_app is not null)
        {
            await _app.StopAsync();
            await _app.DisposeAsync();
            _app = null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
