using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Trading.Downloader.Tests.Simulator;

/// <summary>The service on USD-M of the simulator: what <c>series</c> asks for over HTTP.</summary>
public sealed class PriceSeriesApiTests(SharedFutures futures) : IClassFixture<SharedFutures>
{
    private readonly HttpClient _http = futures.Http;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_job_of_mark_price_bars_is_run_certified_and_healed()
    {
        var job = await PostAsync("/downloads", Body("mark", many: true));
        var id = job.GetProperty("id").GetString();
        var events = await _http.GetStringAsync($"/downloads/{id}/events", Cancel);
        var end = await _http.GetFromJsonAsync<JsonElement>($"/downloads/{id}", Cancel);
        var certificate = await PostAsync("/downloads/verify", Body("mark", many: false));
        var healed = await PostAsync("/downloads/heal", Body("mark", many: false));

        Assert.Contains("event: end", events, StringComparison.Ordinal);
        Assert.Equal(("completed", 48, "mark"), (Text(end, "state"), end.GetProperty("items").GetInt32(), Text(end.GetProperty("request"), "series")));
        Assert.Equal((true, 48, "mark"), (certificate.GetProperty("complete").GetBoolean(), certificate.GetProperty("present").GetInt32(), Text(certificate, "series")));
        Assert.Equal("mark", Text(healed.GetProperty("request"), "series"));
        Assert.False((await PostAsync("/downloads/verify", Body("index", many: false))).GetProperty("complete").GetBoolean());
    }

    [Theory]
    [InlineData("binance-spot", "bars", "mark", "1h", "invalidSeries")]
    [InlineData("binance-usdm", "trades", "mark", null, "invalidSeries")]
    [InlineData("binance-usdm", "bars", "mark", "1s", "invalidInterval")]
    public async Task What_no_venue_has_is_refused_with_its_field(string venue, string kind, string series, string? interval, string code)
    {
        using var answer = await _http.PostAsJsonAsync(
            "/downloads", new { venue, kind, series, interval, symbols = new[] { "BTCUSDT" }, start = "2024-01-01", end = "2024-01-03" }, Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(code, Text(await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel), "code"));
    }

    private static object Body(string series, bool many) => many
        ? new { venue = "binance-usdm", kind = "bars", series, symbols = new[] { "BTCUSDT" }, interval = "1h", start = "2024-01-01", end = "2024-01-03" }
        : new { venue = "binance-usdm", kind = "bars", series, symbol = "BTCUSDT", interval = "1h", start = "2024-01-01", end = "2024-01-03" };

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();

    private async Task<JsonElement> PostAsync(string path, object body)
    {
        using var answer = await _http.PostAsJsonAsync(path, body, Cancel);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel);
    }
}
