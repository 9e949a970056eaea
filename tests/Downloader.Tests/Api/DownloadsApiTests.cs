using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Threading.RateLimiting;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Trading.Contracts;
using Trading.MarketStore;
using Trading.MarketStore.Gaps;
using Trading.ServiceDefaults.Hosting;
using Trading.Testing;
using static Trading.Downloader.Tests.Workbench;

namespace Trading.Downloader.Tests.Api;

/// <summary>The running service, on SQLite and the in-memory bus.</summary>
public sealed class DownloadsApiTests : IAsyncLifetime
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
    private const string Key = "0123456789abcdef0123456789abcdef";

    private readonly string _folder = Directory.CreateTempSubdirectory("trading-downloads-").FullName;
    private VenueStub _venue = null!;
    private WebApplication _service = null!;
    private HttpClient _http = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_queued_download_runs_to_its_end_and_is_certified()
    {
        List(31);

        var queued = await PostAsync("/downloads", Body("2023-02-01"));
        Assert.Equal(HttpStatusCode.Accepted, queued.StatusCode);
        var id = (await JsonAsync(queued)).GetProperty("id").GetString();
        var events = await _http.GetStringAsync($"/downloads/{id}/events", Cancel);
        var end = await GetAsync($"/downloads/{id}");
        var certificate = await JsonAsync(await PostAsync("/downloads/verify", Body("2023-02-01", one: true)));

        Assert.Contains("event: end", events, StringComparison.Ordinal);
        Assert.Equal(
            ("completed", 744, 1),
            (end.GetProperty("state").GetString(), end.GetProperty("items").GetInt32(), end.GetProperty("progress").GetInt32()));
        Assert.True(certificate.GetProperty("complete").GetBoolean());
        Assert.Equal(744, certificate.GetProperty("present").GetInt32());
        Assert.True((await GetAsync("/downloads/budget")).GetProperty("used").GetInt32() > 0);
        Assert.Contains("download_items_total", await _http.GetStringAsync("/metrics", Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_what_makes_no_sense_and_whoever_has_no_key()
    {
        var wrong = await PostAsync("/downloads", new { venue = "nowhere", kind = "bars", symbols = new[] { "BTCUSDT" }, interval = "1h", start = "2023-01-01", end = "2023-02-01" });
        Assert.Equal(
            (HttpStatusCode.BadRequest, "invalidVenue"), (wrong.StatusCode, (await JsonAsync(wrong)).GetProperty("code").GetString()));
        var future = await PostAsync(
            "/downloads",
            new { venue = Bitcoin.Venue, kind = "bars", symbols = new[] { "BTCUSDT" }, interval = "1h", start = "2090-01-01", end = "2090-02-01" });
        Assert.Equal(
            (HttpStatusCode.BadRequest, "invalidStart"), (future.StatusCode, (await JsonAsync(future)).GetProperty("code").GetString()));

        using var stranger = new HttpClient { BaseAddress = _http.BaseAddress };
        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.PostAsJsonAsync("/downloads", Body("2023-02-01"), Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _http.GetAsync($"/downloads/{Guid.NewGuid()}", Cancel)).StatusCode);
    }

    [Fact]
    public async Task A_symbol_that_the_venue_does_not_list_is_refused_at_once_with_those_that_it_does()
    {
        var body = Body("2023-02-01", symbols: ["BTCUSDT", "NOPEUSDT"]);
        var refused = await PostAsync("/downloads", body);

        var problem = await JsonAsync(refused);
        Assert.Equal((HttpStatusCode.NotFound, "unknownSymbol"), (refused.StatusCode, problem.GetProperty("code").GetString()));
        Assert.Equal($"{Bitcoin.Venue} does not list NOPEUSDT. Listed are BTCUSDT.", problem.GetProperty("detail").GetString());
        var heal = await PostAsync("/downloads/heal", Body("2023-02-01", one: true, symbols: ["NOPEUSDT"]));
        Assert.Equal(HttpStatusCode.NotFound, heal.StatusCode);
        Assert.Equal(0, (await GetAsync("/downloads")).GetArrayLength());
    }

    [Fact]
    public async Task A_venue_that_cannot_be_asked_refuses_no_symbol()
    {
        _venue.Fault(403, """{"code":-2015,"msg":"Not now."}""");
        var body = Body("2023-02-01", symbols: ["NOPEUSDT"]);

        Assert.Equal(HttpStatusCode.Accepted, (await PostAsync("/downloads", body)).StatusCode);
    }

    [Fact]
    public async Task One_certificate_is_made_at_a_time_and_sixteen_wait()
    {
        var turns = _service.Services.GetRequiredService<ConcurrencyLimiter>();
        var held = await turns.AcquireAsync(cancellationToken: Cancel);
        var asked = Enumerable.Range(0, 17).Select(_ => PostAsync("/downloads/verify", Body("2023-02-01", one: true))).ToList();

        var refused = await await Task.WhenAny(asked).WaitAsync(Deadline, Cancel);
        Assert.Equal(
            (HttpStatusCode.TooManyRequests, "tooManyCertificates"),
            (refused.StatusCode, (await JsonAsync(refused)).GetProperty("code").GetString()));
        held.Dispose();

        Assert.Equal(16, (await Task.WhenAll(asked).WaitAsync(Deadline, Cancel)).Count(answer => answer.StatusCode == HttpStatusCode.OK));
    }

    [Fact]
    public async Task A_cancelled_download_stops_and_keeps_what_is_stored()
    {
        List(31);

        // The venue says stop for a minute: the job is sure to be running when it is cancelled.
        _venue.Fault(429, """{"code":-1003,"msg":"Too many requests."}""", retryAfterSeconds: 60);
        var id = (await JsonAsync(await PostAsync("/downloads", Body("2023-02-01")))).GetProperty("id").GetString();
        await Poll.UntilAsync(() => _venue.Requests.IsEmpty is false, Deadline);

        var cancelled = await JsonAsync(await _http.DeleteAsync($"/downloads/{id}", Cancel));

        Assert.Equal("cancelled", cancelled.GetProperty("state").GetString());
        Assert.Equal("cancelled", (await GetAsync($"/downloads/{id}")).GetProperty("state").GetString());
    }

    [Fact]
    public async Task A_gap_that_the_bus_reports_is_healed_and_told()
    {
        var store = _service.Services.GetRequiredService<MarketStores>();
        _venue.Trades.AddRange(Enumerable.Range(1, 3000).Select(id =>
            new AggregateTrade(id, 100, 1, id, id, January.AddSeconds(id), Side.Buy, BestMatch: true)));
        var gap = await store.Gaps.OpenGapAsync(
            new Gap
            {
                Id = Guid.NewGuid(),
                Instrument = Bitcoin,
                Kind = MarketDataKind.Trades,
                FromId = 500,
                ToId = 2600,
                From = January.AddSeconds(500),
                To = January.AddSeconds(2601),
                Reason = "disconnect",
                DetectedAt = DateTime.UtcNow,
            },
            Cancel);

        await _service.Services.GetRequiredService<IBus>().Publish(
            new BackfillRequested
            {
                GapId = gap.Id,
                Venue = Bitcoin.Venue,
                Symbol = Bitcoin.Symbol,
                Kind = MarketDataKind.Trades,
                FromId = 500,
                ToId = 2600,
                From = gap.From,
                To = gap.To,
            },
            Cancel);

        var healed = await Poll.UntilAsync(() => store.Gaps.GetGapAsync(gap.Id, Cancel), row => row!.State == GapState.Healed, Deadline);
        Assert.NotNull(healed!.ClosedAt);
        Assert.Empty(await store.Trades.MissingTradeIdsAsync(Bitcoin, 500, 2600, Cancel));
        Assert.Equal(2101, await store.Trades.ReadTradesAsync(Bitcoin).CountAsync(Cancel));
    }

    public async ValueTask InitializeAsync()
    {
        _venue = await VenueStub.StartAsync();
        var keys = Path.Combine(_folder, "keys");
        await File.WriteAllTextAsync(keys, $"trader:{Key}\n");
        _service = ServiceHost.Build(
            [
                "--urls=http://127.0.0.1:0", "--Venue:Name=binance-spot", $"--Venue:RestUrl={_venue.Url}", $"--Security:KeyFile={keys}",
                $"--Database:Directory={_folder}", $"--Downloader:ArchiveDirectory={Path.Combine(_folder, "archives")}", $"--Downloader:ArchiveUrl={_venue.Url}",
            ],
            [new DownloaderModule()]);
        await _service.StartAsync(Cancel);
        _http = new HttpClient { BaseAddress = new Uri(_service.Urls.First()) };
        _http.DefaultRequestHeaders.Add("X-Api-Key", Key);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _service.StopAsync();
        await _service.DisposeAsync();
        await _venue.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private void List(int days)
    {
        for (var open = January; open < January.AddDays(days); open = open.AddHours(1))
        {
            _venue.Bars[open] = Row(open, TimeSpan.FromHours(1));
        }
    }

    private static object Body(string end, bool one = false, string[]? symbols = null) => one
        ? new { venue = "binance-spot", kind = "bars", symbol = symbols?[0] ?? "BTCUSDT", interval = "1h", start = "2023-01-01", end }
        : new { venue = "binance-spot", kind = "bars", symbols = symbols ?? ["BTCUSDT"], interval = "1h", start = "2023-01-01", end };

    private Task<HttpResponseMessage> PostAsync(string path, object body) => _http.PostAsJsonAsync(path, body, Cancel);

    private async Task<JsonElement> GetAsync(string path) => await _http.GetFromJsonAsync<JsonElement>(path, Cancel);

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage response) =>
        await response.Content.ReadFromJsonAsync<JsonElement>(Cancel);
}
