using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Trading.Contracts;
using Trading.MarketStore;
using Trading.ServiceDefaults.Hosting;
using Trading.ServiceDefaults.Security;
using Trading.Testing;

namespace Trading.Scanner.Tests;

/// <summary>A run with two venues that have one symbol in common.</summary>
public sealed class SeveralVenuesTests : IAsyncLifetime
{
    private const string Spot = "simulator-spot";
    private const string Usdm = "simulator-usdm";

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly string _folder = Directory.CreateTempSubdirectory("scanner-venues-").FullName;
    private WebApplication _app = null!;
    private HttpClient _http = null!;

    public async ValueTask InitializeAsync()
    {
        string[] args =
        [
            "--urls=http://127.0.0.1:0", $"--Security:KeyFile={Path.Combine(_folder, "keys")}", $"--Database:Directory={_folder}",
            $"--Venue:Name={Spot},{Usdm}", "--Venue:Each:simulator_spot:Symbols=AAA,BBB", "--Venue:Each:simulator_usdm:Symbols=AAA",
            "--Scanner:PeriodSeconds=1", "--Scanner:StaleInputSeconds=1", "--Readiness:CacheMs=0",
        ];
        _app = ServiceHost.Build(args, [new ScannerModule()], builder => builder.Logging.SetMinimumLevel(LogLevel.Warning));
        await _app.StartAsync();
        _http = new HttpClient { BaseAddress = new Uri(_app.Urls.First()) };
        var key = File.ReadLines(_app.Services.GetRequiredService<ApiKeyStore>().KeyFile)
            .Single(line => line.StartsWith("trader:", StringComparison.Ordinal))[7..];
        _http.DefaultRequestHeaders.Add(ApiKeyOptions.Header, key);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Each_venues_symbols_are_scanned_from_its_own_bars()
    {
        var start = BarInterval.OneSecond.OpenOf(DateTime.UtcNow.AddSeconds(-100));
        await StoreAsync(Usdm, FeatureExtractorTests.Rising(100), start);

        var latest = await Poll.UntilAsync(
            () => _http.GetFromJsonAsync<JsonElement>("/scans/latest"),
            scans => scans.GetArrayLength() == 3 && scans[0].GetProperty("barTime").ValueKind == JsonValueKind.String,
            Deadline);
        Assert.Equal((Usdm, "AAA"), (Text(latest[0], "venue"), Text(latest[0], "symbol")));
        Assert.All(
            latest.EnumerateArray().Skip(1),
            scan => Assert.Equal((Spot, "noData"), (Text(scan, "venue"), scan.GetProperty("flags")[0].GetString())));
        Assert.Equal(1, (await _http.GetFromJsonAsync<JsonElement>($"/scans/latest?venue={Usdm}")).GetArrayLength());
    }

    [Fact]
    public async Task A_request_names_the_venue_of_a_symbol_that_several_have()
    {
        Assert.Equal([(Spot, "AAA"), (Spot, "BBB"), (Usdm, "AAA")], await ScanAsync(new { }));
        Assert.Equal([(Usdm, "AAA")], await ScanAsync(new { venue = Usdm }));
        Assert.Equal([(Spot, "BBB")], await ScanAsync(new { symbols = new[] { "BBB" } }));
        Assert.Equal([(Spot, "AAA")], await ScanAsync(new { symbols = new[] { "AAA" }, venue = Venues.Simulator }));
        foreach (var (body, code) in new (object, string)[]
        {
            (new { symbols = new[] { "AAA" } }, "venueNeeded"), (new { venue = "nope" }, "unknownVenue"),
            (new { symbols = new[] { "BBB" }, venue = Usdm }, "unknownSymbol"),
        })
        {
            using var refused = await _http.PostAsJsonAsync("/scans", body);
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
            Assert.Equal(code, Text(await refused.Content.ReadFromJsonAsync<JsonElement>(), "code"));
        }
    }

    [Fact]
    public async Task Readiness_names_the_venue_whose_bars_stop()
    {
        var tape = new Queue<Bar>(FeatureExtractorTests.Rising(5000));
        var start = BarInterval.OneSecond.OpenOf(DateTime.UtcNow.AddSeconds(-100));
        await Poll.UntilAsync(
            async () =>
            {
                await StoreAsync(Usdm, [tape.Dequeue()], start);
                start = start.AddSeconds(1);
                var check = (await _http.GetFromJsonAsync<JsonElement>("/ready")).GetProperty("checks").GetProperty("scanner");
                return (Status: Text(check, "status"), Text: Text(check, "description"));
            },
            check => check.Status == "degraded" && check.Text!.StartsWith($"{Spot}: no newer bar for", StringComparison.Ordinal)
                && check.Text.EndsWith($"; {Usdm}: scans run", StringComparison.Ordinal),
            Deadline);
    }

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();

    private async Task<IEnumerable<(string?, string?)>> ScanAsync(object body)
    {
        using var answer = await _http.PostAsJsonAsync("/scans", body);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).EnumerateArray()
            .Select(scan => (Text(scan, "venue"), Text(scan, "symbol")));
    }

    private Task StoreAsync(string venue, List<Bar> bars, DateTime start) => _app.Services.GetRequiredService<MarketStores>().Bars
        .WriteBarsAsync(new InstrumentId(venue, "AAA"), [.. bars.Select((bar, i) => bar with { OpenTime = start.AddSeconds(i) })]);
}
