using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Trading.MarketData.Cache;
using Trading.MarketData.Streams;
using Trading.MarketData.Tests.Venue;
using Trading.ServiceDefaults.Redis;
using Trading.Testing;

namespace Trading.MarketData.Tests.Api;

[Collection(MetricsAlone.Name)]
public sealed class MarketApiTests(ReplayedService replayed) : IClassFixture<ReplayedService>
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly RunningService _service = replayed.Service;

    [Fact]
    public async Task Every_endpoint_answers_in_the_documented_shape()
    {
        var price = (await GetAsync("/market/prices?symbols=BTCUSDT"))[0];
        Assert.Equal("61685.99", price.GetProperty("bid").GetString());
        Assert.Equal("stream", price.GetProperty("source").GetString());
        Assert.EndsWith("Z", price.GetProperty("exchangeTime").GetString(), StringComparison.Ordinal);

        var trades = await GetAsync($"/market/trades/BTCUSDT?fromId={Recording.Trades[10].TradeId}&limit=3");
        Assert.Equal(Recording.Trades.Skip(10).Take(3).Select(trade => trade.TradeId), trades.EnumerateArray().Select(trade => trade.GetProperty("tradeId").GetInt64()));
        Assert.Equal("sell", (await GetAsync("/market/trades/BTCUSDT?fromId=0&limit=1"))[0].GetProperty("side").GetString());

        var bars = await GetAsync("/market/bars/BTCUSDT?interval=1m&limit=2");
        Assert.Equal(2, bars.GetArrayLength());
        Assert.All(
            (string[])["openTime", "open", "high", "low", "close", "volume", "quoteVolume", "tradeCount", "takerBuyVolume", "closed", "source"],
            name => Assert.True(bars[0].TryGetProperty(name, out _), name));

        var minutes = await GetAsync("/market/bars/BTCUSDT?interval=1m&limit=1000");
        var hours = await GetAsync("/market/bars/BTCUSDT?interval=1h&limit=1000");
        Assert.DoesNotContain(minutes.EnumerateArray(), bar => bar.TryGetProperty("partial", out _));
        Assert.Equal(1, hours.EnumerateArray().Count(bar => bar.TryGetProperty("partial", out var partial) && partial.GetBoolean()));
        Assert.True(hours[0].TryGetProperty("partial", out _));

        Assert.Equal("BTCUSDT", (await GetAsync("/market/symbols"))[0].GetProperty("symbol").GetString());
        await Poll.UntilAsync(async () => (await GetAsync("/market/feeds"))[0].GetProperty("status").GetString(), status => status == "connected", TimeSpan.FromSeconds(60));
        Assert.Contains((await GetAsync("/market/coverage/BTCUSDT")).EnumerateArray(), row => row.GetProperty("rows").GetInt64() == Recording.Trades.Count);
        Assert.Equal(0, (await GetAsync("/market/gaps?state=open")).GetArrayLength());
        Assert.Equal(JsonValueKind.Array, (await GetAsync("/market/audit/BTCUSDT?interval=1m")).ValueKind);
    }

    [Theory]
    [InlineData("/market/bars/BTCUSDT?interval=7m", HttpStatusCode.BadRequest, "invalidInterval")]
    [InlineData("/market/bars/BTCUSDT?interval=tick:0", HttpStatusCode.BadRequest, "invalidInterval")]
    [InlineData("/market/bars/BTCUSDT?interval=volume:77", HttpStatusCode.BadRequest, "invalidInterval")]
    [InlineData("/market/bars/BTCUSDT?interval=tick:1000&fill=zero", HttpStatusCode.BadRequest, "invalidFill")]
    [InlineData("/market/bars/BTCUSDT?fill=magic", HttpStatusCode.BadRequest, "invalidFill")]
    [InlineData("/market/bars/BTCUSDT?limit=0", HttpStatusCode.BadRequest, "invalidLimit")]
    [InlineData("/market/bars/BTCUSDT?from=2027-01-01&to=2026-01-01", HttpStatusCode.BadRequest, "invalidRange")]
    [InlineData("/market/trades/BTCUSDT?from=2026-01-01&to=2026-01-01", HttpStatusCode.BadRequest, "invalidRange")]
    [InlineData("/market/gaps?state=ajar", HttpStatusCode.BadRequest, "invalidState")]
    [InlineData("/market/prices?symbols=NOPE", HttpStatusCode.NotFound, "unknownSymbol")]
    [InlineData("/market/book/NOPE", HttpStatusCode.NotFound, "unknownSymbol")]
    [InlineData("/market/stream?kinds=gossip", HttpStatusCode.BadRequest, "unknownKind")]
    public async Task A_wrong_question_gets_problem_details_with_a_stable_code(string path, HttpStatusCode status, string code)
    {
        using var response = await _service.Http.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal(status, response.StatusCode);
        using var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        Assert.Equal(code, problem.RootElement.GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_stream_goes_on_behind_the_last_event_that_a_client_has_seen()
    {
        var run = _service.Services.GetRequiredService<StreamHub>().Epoch;
        Assert.Equal([$"{run}-5", $"{run}-6", $"{run}-7"], await EventsAsync($"{run}-4", 3));
    }

    [Fact]
    public async Task The_latest_price_stands_in_Redis_under_the_documented_key()
    {
        var redis = _service.Services.GetRequiredService<RedisConnection>();
        var json = await Poll.UntilAsync(
            async () => (string?)(await redis.TryAsync("GET", database => database.StringGetAsync(PriceKeys.For("simulator", "BTCUSDT")))).Value,
            value => value?.Contains("\"bid\":\"61685.99\"", StringComparison.Ordinal) == true,
            Deadline);
        Assert.Contains("\"symbol\":\"BTCUSDT\"", json, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_metrics_that_operators_rely_on_are_there_before_anything_goes_wrong()
    {
        var metrics = await _service.Http.GetStringAsync(new Uri("/metrics", UriKind.Relative));
        Assert.All(
            (string[])[
                "trading_ticks_received_total", "trading_ticks_processed_total", "trading_channel_utilization_percent", "trading_batches_flushed_total",
                "trading_batches_failed_total", "trading_batch_retries_total", "trading_batch_insert_duration_seconds", "trading_spool_ticks",
                "trading_cache_hits_total", "trading_cache_misses_total", "trading_ws_reconnects_total", "trading_ws_disconnections_total",
                "trading_ws_connection_status", "stream_processor_late_events_total", "windows_created_total", "windows_triggered_total",
                "window_size_events", "dedup_duplicates_found_total", "normalization_gaps_detected_total", "normalization_fill_operations_total",
            ],
            name => Assert.Contains(name, metrics, StringComparison.Ordinal));
    }

    private async Task<JsonElement> GetAsync(string path)
    {
        using var json = JsonDocument.Parse(await _service.Http.GetStringAsync(new Uri(path, UriKind.Relative)));
        return json.RootElement.Clone();
    }

    private async Task<List<string>> EventsAsync(string lastEventId, int count)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/market/stream", UriKind.Relative));
        request.Headers.TryAddWithoutValidation("Last-Event-ID", lastEventId);
        using var response = await _service.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        var ids = new List<string>();
        while (ids.Count < count && await reader.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("id: ", StringComparison.Ordinal))
            {
                ids.Add(line[4..]);
            }
        }

        return ids;
    }
}
