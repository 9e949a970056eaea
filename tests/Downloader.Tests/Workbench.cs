using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Trading.Contracts;
using Trading.Downloader.CommandLine;
using Trading.Downloader.Jobs;
using Trading.Downloader.Planning;
using Trading.Downloader.Progress;
using Trading.Downloader.Verification;
using Trading.MarketStore;

namespace Trading.Downloader.Tests;

/// <summary>The downloader as the command line has it, on a SQLite store of its own, against a venue stub.</summary>
internal sealed class Workbench : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("trading-downloader-").FullName;
    private ServiceProvider _services = null!;

    public static DateTime January { get; } = new(2023, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public static InstrumentId Bitcoin { get; } = new("binance-spot", "BTCUSDT");

    public VenueStub Venue { get; private set; } = null!;

    public MarketStores Store => _services.GetRequiredService<MarketStores>();

    public string ArchiveFolder => _services.GetRequiredService<DownloaderOptions>().ArchiveDirectory;

    public string PathOf(string name) => Path.Combine(_folder, name);

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public static async Task<Workbench> StartAsync()
    {
        var bench = new Workbench { Venue = await VenueStub.StartAsync() };
        bench._services = await CommandServices.BuildAsync(
            new CommandSettings(ExchangeName.Parse("BINANCE").Venue, bench.Venue.Url, bench.Venue.Url, bench._folder, Json: true, Verbose: false), CancellationToken.None);
        bench.Get<DownloaderOptions>().ArchiveDirectory = bench.PathOf("archives");
        return bench;
    }

    /// <summary>A row in the archives' layout; prices differ from hour to hour.</summary>
    public static string Row(DateTime open, TimeSpan length)
    {
        var n = (open - January).Ticks / length.Ticks;
        var start = (open - DateTime.UnixEpoch).TotalMilliseconds;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{start},{100 + n}.50000000,{101 + n}.50000000,{99 + n}.50000000,{100 + n}.75000000,12.34500000,{start + length.TotalMilliseconds - 1},1234.56000000,{n % 1000},6.00000000,600.10000000,0");
    }

    /// <summary>Gives the venue hourly bars.</summary>
    public void List(DateTime from, DateTime to)
    {
        for (var open = from; open < to; open = open.AddHours(1))
        {
            Venue.Bars[open] = Row(open, TimeSpan.FromHours(1));
        }
    }

    public static DownloadRequest Hours(DateTime from, DateTime to, DownloadSource source = DownloadSource.Auto) => new()
    {
        Venue = "binance-spot",
        Kind = DownloadKind.Bars,
        Symbols = ["BTCUSDT"],
        Interval = BarInterval.OneHour,
        Start = from,
        End = to,
        Source = source,
    };

    public async Task<(SymbolOutcome Outcome, DownloadProgress Progress)> RunAsync(
        DownloadRequest request, CancellationToken cancellationToken = default)
    {
        var progress = new DownloadProgress(TimeProvider.System);
        var outcome = await Get<DownloadRunner>().RunAsync(request, progress, cancellationToken);
        return (outcome.Symbols.Single(), progress);
    }

    public Task<Certificate> VerifyAsync(DownloadRequest request) =>
        Get<Certifier>().CertifyAsync(request, "BTCUSDT", CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Venue.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }
}
