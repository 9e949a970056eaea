using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Trading.Testing;

namespace Trading.AllInOne.Tests;

/// <summary>In one process the simulated venue answers on its own port alone, and everything else on the other one.</summary>
public sealed class PortTests
{
    private static readonly string[] Venue = ["/api/v3/time", "/fapi/v1/time", "/simulator/ledger", "/simulator/faults", "/simulator/replay"];
    private static readonly string[] Others =
        ["/market/symbols", "/downloads", "/paper/accounts", "/orders", "/risk/limits", "/positions", "/alerts", "/"];

    [Fact]
    public async Task No_path_is_claimed_by_the_venue_and_a_service_at_once()
    {
        await using var system = await WholeSystem.StartAsync();
        using var stream = await system.Services.GetAsync(new Uri("/market/stream", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        using var prefixed = await system.Venue.GetAsync("/market/stream?streams=btcusdt@aggTrade");

        Assert.Equal((HttpStatusCode.OK, "text/event-stream"), (stream.StatusCode, stream.Content.Headers.ContentType?.MediaType));
        Assert.Equal((HttpStatusCode.BadRequest, "WebSocket upgrade expected."), (prefixed.StatusCode, await prefixed.Content.ReadAsStringAsync()));
        await AssertOnlyOnAsync(system.Venue, system.Services, Venue);
        await AssertOnlyOnAsync(system.Services, system.Venue, Others);
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(system.Services, HttpMethod.Put, "/simulator/faults"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(system.Venue, HttpMethod.Post, "/orders"));
        await Poll.UntilAsync(
            () => StatusAsync(system.Services, HttpMethod.Get, "/ready"), status => status == HttpStatusCode.OK, TimeSpan.FromMinutes(1));
        foreach (var everywhere in (string[])["/health", "/ready", "/metrics", "/openapi"])
        {
            Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (await StatusAsync(system.Services, HttpMethod.Get, everywhere), await StatusAsync(system.Venue, HttpMethod.Get, everywhere)));
        }
    }

    [Fact]
    public async Task No_document_describes_a_path_that_its_port_does_not_answer()
    {
        await using var system = await WholeSystem.StartAsync();
        var (services, venue) = (await PathsAsync(system.Services), await PathsAsync(system.Venue));

        Assert.Contains("/market/stream", services);
        Assert.DoesNotContain(services, path => path.StartsWith("/simulator", StringComparison.Ordinal));
        Assert.NotEmpty(venue);
        Assert.All(venue, path => Assert.StartsWith("/simulator", path, StringComparison.Ordinal));
    }

    private static async Task AssertOnlyOnAsync(HttpClient here, HttpClient there, string[] paths)
    {
        foreach (var path in paths)
        {
            Assert.True(await StatusAsync(here, HttpMethod.Get, path) == HttpStatusCode.OK, path);
            Assert.True(await StatusAsync(there, HttpMethod.Get, path) == HttpStatusCode.NotFound, path);
        }
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, path);
        using var response = await client.SendAsync(request);
        return response.StatusCode;
    }

    private static async Task<List<string>> PathsAsync(HttpClient client) =>
        [.. (await client.GetFromJsonAsync<JsonElement>("/openapi/v1.json")).GetProperty("paths").EnumerateObject().Select(path => path.Name)];
}
