using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Trading.Contracts;
using Trading.MarketStore;
using Trading.ServiceDefaults.Hosting;

namespace Trading.MarketData.Tests.Venue;

/// <summary>The whole service in this process, on a free port, with SQLite or a given PostgreSQL.</summary>
internal sealed class RunningService : IAsyncDisposable
{
    private readonly WebApplication _app;

    private RunningService(WebApplication app) => _app = app;

    public IServiceProvider Services => _app.Services;

    public IMarketStore Store => Services.GetRequiredService<IMarketStore>();

    public HttpClient Http { get; private set; } = new();

    public static async Task<RunningService> StartAsync(Uri venue, string folder, string? postgres = null, string symbols = "BTCUSDT", params string[] more)
    {
        string[] args = ["--urls=http://127.0.0.1:0", .. Arguments(venue, folder, postgres, symbols), .. more];
        var app = ServiceHost.Build(args, [new MarketDataModule()]);
        await app.StartAsync();
        return new RunningService(app) { Http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) } };
    }

    public static string[] Arguments(Uri venue, string folder, string? postgres, string symbols = "BTCUSDT") =>
    [
        $"--Venue:RestUrl={venue}",
        $"--Venue:StreamUrl={venue}",
        $"--Venue:Symbols={symbols}",
        $"--Database:Provider={(postgres is null ? "Sqlite" : "Postgres")}",
        $"--Database:ConnectionString={postgres}",
        $"--Database:Directory={folder}",
        $"--Security:KeyFile={Path.Combine(folder, "keys")}",
        $"--MarketData:SpoolDirectory={folder}",
        "--MarketData:IdleCheckSeconds=1",
        "--Logging:LogLevel:Default=Warning",
    ];

    public async Task<List<Trade>> TradesAsync(string symbol = "BTCUSDT")
    {
        var trades = new List<Trade>();
        await foreach (var trade in Store.ReadTradesAsync(new InstrumentId(Venues.Simulator, symbol)))
        {
            trades.Add(trade with { ReceivedTime = default });
        }

        return trades;
    }

    public async Task<List<Bar>> BarsAsync(BarInterval interval, string symbol = "BTCUSDT")
    {
        var bars = new List<Bar>();
        await foreach (var bar in Store.ReadBarsAsync(new InstrumentId(Venues.Simulator, symbol), interval, new BarQuery(Source: BarSource.Trades)))
        {
            bars.Add(bar with { Closed = true, Revision = 0 });
        }

        return bars;
    }

    public async Task<IReadOnlyList<Gap>> GapsAsync(GapState? state = null) => await Store.ListGapsAsync(new GapFilter(state));

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
