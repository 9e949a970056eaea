using System.Net;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json;

namespace Trading.WebConsole.Tests.Api;

public sealed class ReadyTests
{
    [Fact]
    public async Task The_console_stays_healthy_when_no_other_service_answers()
    {
        await using var console = await RunningConsole.StartAsync();
        await using var stream = await console.Http.GetStreamAsync("/console/stream");
        await foreach (var item in SseParser.Create(stream).EnumerateAsync())
        {
            if (item.EventType == "services" && item.Data.Contains("away", StringComparison.Ordinal))
            {
                break;
            }
        }

        using var ready = await console.Http.GetAsync("/ready");
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        Assert.Equal("healthy", (await ready.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("status").GetString());
    }
}
