using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Trading.Contracts;
using Trading.Exchanges.Venues;
using Trading.MarketStore;
using Trading.MarketStore.Bars;
using Trading.MarketStore.Gaps;
using Trading.ServiceDefaults.Hosting;

namespace Trading.MarketData.Tests.Venue;

/// <summary>The whole service in this process, on a free port, with SQLite or a given PostgreSQL.</summary>
internal sealed class RunningService : IAsyncDisposable
{
    private readonly WebApplication _app;

    private RunningService(WebApplication app) => _app = app;

    public IServiceProvider Services => _app.Services;

    public MarketStores Store => Services.GetRequiredService<MarketStores>();

    public HttpClient Http { get; private set; } = new();

    public static Task<RunningService> StartAsync(
        Uri venue, string folder, string? postgres = null, string symbols = "BTCUSDT", params string[] more) =>
        StartAsync([.. Arguments(venue, folder, postgres, symbols), .. more], services => { });

    public static async Task<RunningService> StartAsync(string[] arguments, Action<IServiceCollection> configure)
    {
        var app = ServiceHost.Build(
            ["--urls=http://127.0.0.1:0", .. arguments], [new MarketDataModule()], builder => configure(builder.Services));
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

    public async Task<List<Trade>> TradesAsync(string symbol = "BTCUSDT", string venue = Venues.Simulator)
    {
        var trades = new List<Trade>();
        await foreach (var trade in Store.Trades.ReadTradesAsync(new InstrumentId(venue, symbol)))
        {
            trades.Add(trade with { ReceivedTime = default });
        }

        return trades;
    }

    public async Task<List<Bar>> BarsAsync(BarInterval interval, string symbol = "BTCUSDT", string venue = Venues.Simulator)
    {
        var bars = new List<Bar>();
        await foreach (var bar in Store.Bars.ReadBarsAsync(
            new InstrumentId(venue, symbol), interval, new BarQuery(Source: BarSource.Trades)))
        {
            bars.Add(bar with { Closed = true, Revision = 0 });
        }

        return bars;
    }

    public async Task<IReadOnlyList<Gap>> GapsAsync(GapState? state = null) => await Store.Gaps.ListGapsAsync(new GapFilter(state));

    /// <summary>Of the process, or of its first venue.</summary>
    public T Get<T>()
        where T : class => Services.GetService<T>() ?? Services.GetRequiredService<PerVenue<MarketDataModule>>().All<T>().First();

    /// <summary>A metric as a scrape shows it, summed over its series; 0 when there is none.</summary>
    /// <param name="label">Part of the labels, such as <c>symbol="BTCUSDT"</c>.</param>
    public async Task<double> MetricAsync(string name, string label = "")
    {
        var metrics = await Http.GetStringAsync(new Uri("/metrics", UriKind.Relative));
        return metrics.Split('\n')
            .Where(line => (line.StartsWith(name + "{", StringComparison.Ordinal) || line.StartsWith(name + " ", StringComparison.Ordinal)) && line.Contains(label, StringComparison.Ordinal))
            .Sum(line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));
    }

    public async Task<JsonElement> JsonAsync(string path) => await Http.GetFromJsonAsync<JsonElement>(new Uri(path, UriKind.Relative));

    /// <summary>The body of whatever status.</summary>
    public async Task<string> TextAsync(string path)
    {
        using var response = await Http.GetAsync(new Uri(path, UriKind.Relative));
        return await response.Content.ReadAsStringAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
