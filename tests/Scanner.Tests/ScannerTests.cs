using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Trading.Contracts;
using Trading.MarketStore;
using Trading.ServiceDefaults.Hosting;
using Trading.ServiceDefaults.Security;
using Trading.Testing;

namespace Trading.Scanner.Tests;

/// <summary>The service over HTTP and a real database, with bars in the market store.</summary>
public sealed class ScannerTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("scanner-tests").FullName;
    private WebApplication _app = null!;
    private HttpClient _http = null!;

    public async ValueTask InitializeAsync()
    {
        string[] args =
        [
            "--urls=http://127.0.0.1:0", $"--Security:KeyFile={Path.Combine(_folder, "keys")}", $"--Database:Directory={_folder}", "--Venue:Symbols=AAA,BBB",
            "--Scanner:PeriodSeconds=1",
        ];
        _app = ServiceHost.Build(args, [new ScannerModule()], builder => builder.Logging.SetMinimumLevel(LogLevel.Warning));
        await _app.StartAsync();
        _http = new HttpClient { BaseAddress = new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()) };
        var key = File.ReadLines(_app.Services.GetRequiredService<ApiKeyStore>().KeyFile)
            .Single(line => line.StartsWith("trader:", StringComparison.Ordinal))[7..];
        _http.DefaultRequestHeaders.Add(ApiKeyOptions.Header, key);
    }

    [Fact]
    public async Task Scans_by_itself_and_ranks_symbols_by_score()
    {
        var now = DateTime.UtcNow;
        var start = BarInterval.OneSecond.OpenOf(now.AddSeconds(-100));
        await StoreAsync("AAA", FeatureExtractorTests.Walk(3, 100), start);
        await StoreAsync("BBB", FeatureExtractorTests.Rising(100), start);

        var latest = await Poll.UntilAsync(
            LatestAsync, scans => scans.GetArrayLength() == 2 && scans.EnumerateArray().All(scan => scan.GetProperty("barTime").ValueKind == JsonValueKind.String), TimeSpan.FromSeconds(20));

        Assert.Equal("BBB", latest[0].GetProperty("symbol").GetString());
        Assert.True(latest[0].GetProperty("gemScore").GetDouble() > latest[1].GetProperty("gemScore").GetDouble());
        Assert.InRange(latest[0].GetProperty("confidence").GetDouble(), 0, 1);
        Assert.True(latest[0].GetProperty("features").TryGetProperty("momentum", out _));
        Assert.Contains("strongUp", latest[0].GetProperty("flags").EnumerateArray().Select(flag => flag.GetString()));
        Assert.StartsWith("Up ", latest[0].GetProperty("explanation").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bars_of_a_recording_are_judged_by_the_recordings_time()
    {
        var start = new DateTime(2024, 8, 8, 0, 0, 0, DateTimeKind.Utc);
        await StoreAsync("AAA", FeatureExtractorTests.Walk(3, 100), start);
        await StoreAsync("BBB", FeatureExtractorTests.Walk(4, 100), start.AddHours(-1));
        await _http.PostAsJsonAsync("/scans", new { symbols = new[] { "AAA" } });
        using var answer = await _http.PostAsJsonAsync("/scans", new { symbols = new[] { "AAA", "BBB" } });

        var scans = (await answer.Content.ReadFromJsonAsync<JsonElement>()).EnumerateArray()
            .ToDictionary(scan => scan.GetProperty("symbol").GetString()!, StringComparer.Ordinal);
        Assert.InRange(scans["AAA"].GetProperty("confidence").GetDouble(), 0.5, 1);
        Assert.DoesNotContain("stale", Flags(scans["AAA"]));
        Assert.Contains("stale", Flags(scans["BBB"]));
        static IEnumerable<string?> Flags(JsonElement scan) => scan.GetProperty("flags").EnumerateArray().Select(flag => flag.GetString());
    }

    [Fact]
    public async Task A_scan_on_request_wants_a_trader_and_known_symbols()
    {
        var scanned = await _http.PostAsJsonAsync("/scans", new { symbols = new[] { "aaa" } });
        Assert.Equal(HttpStatusCode.OK, scanned.StatusCode);
        var result = (await scanned.Content.ReadFromJsonAsync<JsonElement>())[0];
        Assert.Equal(0, result.GetProperty("confidence").GetDouble());
        Assert.Equal("noData", result.GetProperty("flags")[0].GetString());
        Assert.Equal(HttpStatusCode.OK, (await _http.PostAsync("/scans", null)).StatusCode);

        var unknown = await _http.PostAsJsonAsync("/scans", new { symbols = new[] { "ZZZ" } });
        Assert.Equal(HttpStatusCode.BadRequest, unknown.StatusCode);
        Assert.Contains("unknownSymbol", await unknown.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        _http.DefaultRequestHeaders.Clear();
        Assert.Equal(HttpStatusCode.Unauthorized, (await _http.PostAsJsonAsync("/scans", new { })).StatusCode);
    }

    [Fact]
    public async Task Raises_one_signal_per_bar_however_often_it_is_scanned()
    {
        var heard = new List<SignalRaised>();
        var handle = _app.Services.GetRequiredService<IBusControl>()
            .ConnectReceiveEndpoint("heard-signals", endpoint => endpoint.Handler<SignalRaised>(context =>
        {
            lock (heard)
            {
                heard.Add(context.Message);
            }

            return Task.CompletedTask;
        }));
        await handle.Ready;
        await StoreAsync("BBB", FeatureExtractorTests.Rising(120), BarInterval.OneSecond.OpenOf(DateTime.UtcNow.AddSeconds(-120)));

        await Poll.UntilAsync(() => heard.Count >= 2, TimeSpan.FromSeconds(60));
        lock (heard)
        {
            Assert.Single(heard.Select(signal => signal.SignalId).Distinct());
            Assert.Equal(Side.Buy, heard[0].Side);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private Task<JsonElement> LatestAsync() => _http.GetFromJsonAsync<JsonElement>("/scans/latest");

    private Task StoreAsync(string symbol, List<Bar> bars, DateTime start) =>
        _app.Services.GetRequiredService<MarketStores>().Bars.WriteBarsAsync(
        new InstrumentId(Venues.Simulator, symbol), [.. bars.Select((bar, i) => bar with { OpenTime = start.AddSeconds(i) })]);
}
