using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Trading.Contracts;
using Trading.ExchangeSimulator;
using Trading.ServiceDefaults.Hosting;
using Trading.Testing;

namespace Trading.MarketData.Tests.Venue;

/// <summary>The exchange simulator as it runs, on a free port: its ledger says what it really traded.</summary>
internal sealed class SimulatedVenue : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ScratchFolder _folder;
    private bool _stopped;

    private SimulatedVenue(WebApplication app, ScratchFolder folder)
    {
        _app = app;
        _folder = folder;
        Http = new HttpClient { BaseAddress = new Uri(app.Urls.First()), Timeout = TimeSpan.FromSeconds(60) };
    }

    public HttpClient Http { get; }

    public Uri Url => new(_app.Urls.First());

    public static Task<SimulatedVenue> StartAsync(params string[] settings) => StartAsync(new Uri("http://127.0.0.1:0"), settings);

    public static async Task<SimulatedVenue> StartAsync(Uri url, params string[] settings)
    {
        var folder = new ScratchFolder();
        string[] args =
        [
            $"--urls={url.AbsoluteUri}", $"--Database:Directory={folder.Path}", $"--Security:KeyFile={Path.Combine(folder.Path, "keys")}",
            "--Logging:LogLevel:Default=None", "--Logging:LogLevel:Microsoft.Hosting.Lifetime=None", "--Simulator:BookLevels=50", "--Simulator:Symbols=BTCUSDT", .. settings,
        ];
        var app = ServiceHost.Build(args, [new ExchangeSimulatorModule()]);
        await app.StartAsync();
        var venue = new SimulatedVenue(app, folder);
        venue.Http.SendTraderKey(Path.Combine(folder.Path, "keys"));
        return venue;
    }

    public async Task SetFaultsAsync(object faults)
    {
        using var response = await Http.PutAsJsonAsync("/simulator/faults", faults);
        response.EnsureSuccessStatusCode();
    }

    public async Task<JsonElement> GetAsync(string path) => await Http.GetFromJsonAsync<JsonElement>(path);

    /// <summary>Spot trades of the ledger, both ids inclusive, without a receive time.</summary>
    public async Task<List<Trade>> TradesAsync(string symbol, long firstId, long lastId)
    {
        var trades = new List<Trade>();
        for (var next = firstId; next <= lastId;)
        {
            var limit = Math.Min(1000, lastId - next + 1);
            var page = await GetAsync(string.Create(CultureInfo.InvariantCulture, $"/api/v3/historicalTrades?symbol={symbol}&fromId={next}&limit={limit}"));
            trades.AddRange(page.EnumerateArray().Select(trade => new Trade(
                trade.GetProperty("id").GetInt64(), Number(trade, "price"), Number(trade, "qty"),
                trade.GetProperty("isBuyerMaker").GetBoolean() ? Side.Sell : Side.Buy, Time(trade, "time"), default)));
            next = trades[^1].TradeId + 1;
        }

        return trades;
    }

    /// <summary>Aggregates of USD-M, as <see cref="TradesAsync"/>.</summary>
    public async Task<List<Trade>> AggregatesAsync(string symbol, long firstId, long lastId)
    {
        var trades = new List<Trade>();
        for (var next = firstId; next <= lastId; next = trades[^1].TradeId + 1)
        {
            var limit = Math.Min(1000, lastId - next + 1);
            var page = await GetAsync(
                string.Create(CultureInfo.InvariantCulture, $"/fapi/v1/aggTrades?symbol={symbol}&fromId={next}&limit={limit}"));
            trades.AddRange(page.EnumerateArray().Select(trade => new Trade(
                trade.GetProperty("a").GetInt64(), Number(trade, "p"), Number(trade, "q"),
                trade.GetProperty("m").GetBoolean() ? Side.Sell : Side.Buy, Time(trade, "T"), default)));
        }

        return trades;
    }

    public static decimal Number(JsonElement json, string name) => decimal.Parse(json.GetProperty(name).GetString()!, CultureInfo.InvariantCulture);

    public static DateTime Time(JsonElement json, string name) => DateTime.UnixEpoch.AddMilliseconds(json.GetProperty(name).GetInt64());

    /// <summary>The venue goes away: its address refuses from now on.</summary>
    public async Task StopAsync()
    {
        if (!_stopped)
        {
            _stopped = true;
            await _app.StopAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Http.Dispose();
        await _app.DisposeAsync();
        _folder.Dispose();
    }
}
