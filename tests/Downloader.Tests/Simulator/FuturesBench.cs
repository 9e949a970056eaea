using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Trading.Contracts;
using Trading.Downloader.CommandLine;
using Trading.Downloader.Jobs;
using Trading.Downloader.Planning;
using Trading.Downloader.Progress;
using Trading.Downloader.Verification;
using Trading.MarketStore;

namespace Trading.Downloader.Tests.Simulator;

/// <summary>
/// The downloader as the command line has it, in this process, on USD-M of a simulated venue and a SQLite store of its own.
/// </summary>
internal sealed class FuturesBench : IAsyncDisposable
{
    public static InstrumentId Bitcoin { get; } = new("binance-usdm", "BTCUSDT");

    private ServiceProvider _services = null!;

    public MarketStores Store => _services.GetRequiredService<MarketStores>();

    public IServiceProvider Services => _services;

    public static async Task<FuturesBench> StartAsync(SimulatedVenue venue, string database)
    {
        var folder = Directory.CreateDirectory(venue.PathOf(database)).FullName;
        var services = await CommandServices.BuildAsync(
            new CommandSettings(ExchangeName.Parse("BINANCE-USDM").Venue, venue.Url, venue.Url, folder, Json: true, Verbose: false), CancellationToken.None);
        services.GetRequiredService<DownloaderOptions>().ArchiveDirectory = Path.Combine(folder, "archives");
        return new FuturesBench { _services = services };
    }

    public async Task<(SymbolOutcome Outcome, DownloadProgress Progress)> RunAsync(DownloadRequest request)
    {
        var progress = new DownloadProgress(TimeProvider.System);
        var outcome = await _services.GetRequiredService<DownloadRunner>()
            .RunAsync(request, progress, TestContext.Current.CancellationToken);
        return (outcome.Symbols.Single(), progress);
    }

    public Task<Certificate> VerifyAsync(DownloadRequest request) =>
        _services.GetRequiredService<Certifier>().CertifyAsync(request, request.Symbols[0], TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        SqliteConnection.ClearAllPools();
    }
}
