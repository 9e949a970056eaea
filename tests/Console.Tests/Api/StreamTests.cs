using System.Net;
using System.Net.ServerSentEvents;
using System.Text.Json;

namespace Trading.WebConsole.Tests.Api;

public sealed class StreamTests
{
    [Fact]
    public async Task A_service_that_does_not_answer_is_told_as_away()
    {
        await using var console = await RunningConsole.StartAsync();
        var services = await FirstAsync(console, "/console/stream", "services");
        Assert.All(services.EnumerateArray(), service => Assert.Equal("away", service.GetProperty("state").GetString()));
        Assert.Equal(
            ["market-data", "downloader", "paper-trading", "order-execution", "scanner", "exchange-simulator"],
            services.EnumerateArray().Select(service => service.GetProperty("name").GetString()!));
    }

    [Fact]
    public async Task A_service_without_an_address_of_its_own_is_this_process()
    {
        await using var console = await RunningConsole.StartAsync("Services:Scanner=");
        var services = await FirstAsync(console, "/console/stream", "services");
        var scanner = services.EnumerateArray().Single(service => service.GetProperty("name").GetString() == "scanner");
        Assert.Equal("healthy", scanner.GetProperty("state").GetString());
    }

    [Fact]
    public async Task Beats_in_silence_so_that_a_page_knows_the_stream_lives()
    {
        await using var console = await RunningConsole.StartAsync("Console:HeartbeatMs=100");
        var beats = 0;
        await foreach (var item in ItemsAsync(console, "/console/stream"))
        {
            if (item.EventType == "beat" && ++beats == 3)
            {
                break;
            }
        }

        Assert.Equal(3, beats);
    }

    [Fact]
    public async Task Answers_503_when_too_many_look_and_400_for_a_chart_that_cannot_be()
    {
        await using var console = await RunningConsole.StartAsync("Console:MaxStreams=1");
        using var open = await console.Http.GetAsync("/console/stream", HttpCompletionOption.ResponseHeadersRead);
        using var second = await console.Http.GetAsync("/console/stream", HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, second.StatusCode);
        Assert.Contains("tooManyStreams", await second.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var bad = await console.Http.GetAsync("/console/stream?symbol=BTC/..&interval=1m");
        Assert.Equal(HttpStatusCode.BadRequest, bad.StatusCode);
    }

    [Fact]
    public async Task A_graceful_stop_does_not_wait_for_open_pages()
    {
        var console = await RunningConsole.StartAsync();
        using var open = await console.Http.GetAsync("/console/stream", HttpCompletionOption.ResponseHeadersRead);
        await console.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task What_is_passed_on_to_a_service_that_is_away_is_a_502()
    {
        await using var console = await RunningConsole.StartAsync();
        using var bars = await console.Http.GetAsync("/console/bars/BTCUSDT?interval=1m");
        Assert.Equal(HttpStatusCode.BadGateway, bars.StatusCode);
        Assert.Contains("serviceAway", await bars.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static async Task<JsonElement> FirstAsync(RunningConsole console, string path, string topic)
    {
        await foreach (var item in ItemsAsync(console, path))
        {
            if (item.EventType == topic)
            {
                return JsonDocument.Parse(item.Data).RootElement.GetProperty("value");
            }
        }

        throw new InvalidDataException($"The stream ended without {topic}.");
    }

    private static async IAsyncEnumerable<SseItem<string>> ItemsAsync(RunningConsole console, string path)
    {
        await using var stream = await console.Http.GetStreamAsync(path);
        await foreach (var item in SseParser.Create(stream).EnumerateAsync())
        {
            yield return item;
        }
    }
}
