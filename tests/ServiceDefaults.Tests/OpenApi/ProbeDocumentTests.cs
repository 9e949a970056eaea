using System.Net.Http.Json;
using System.Text.Json;
using Trading.ServiceDefaults.Tests.Hosting;

namespace Trading.ServiceDefaults.Tests.OpenApi;

public sealed class ProbeDocumentTests
{
    [Theory]
    [InlineData("/health", "200", "application/json")]
    [InlineData("/ready", "200,503", "application/json")]
    [InlineData("/metrics", "200", "text/plain")]
    public async Task The_document_describes_what_a_probe_and_a_scrape_answer(string path, string statuses, string contentType)
    {
        await using var host = await RunningHost.StartAsync(new TestModule());

        var document = await host.Http.GetFromJsonAsync<JsonElement>("/openapi/v1.json");
        var operation = document.GetProperty("paths").GetProperty(path).GetProperty("get");
        using var response = await host.Http.GetAsync(path);

        var responses = operation.GetProperty("responses").EnumerateObject().ToArray();
        Assert.Equal(statuses, string.Join(',', responses.Select(answer => answer.Name)));
        Assert.All(
            responses, answer => Assert.Equal(contentType, Assert.Single(answer.Value.GetProperty("content").EnumerateObject()).Name));
        Assert.Equal(contentType, response.Content.Headers.ContentType?.MediaType);
        Assert.Contains("no key is needed", operation.GetProperty("description").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_body_of_a_probe_is_as_the_document_says()
    {
        await using var host = await RunningHost.StartAsync(new TestModule());

        var document = await host.Http.GetFromJsonAsync<JsonElement>("/openapi/v1.json");
        var body = await host.Http.GetFromJsonAsync<JsonElement>("/ready");

        var schemas = document.GetProperty("components").GetProperty("schemas");
        Assert.Equal(Names(schemas.GetProperty("HealthAnswer").GetProperty("properties")), Names(body));
        var check = schemas.GetProperty("CheckAnswer").GetProperty("properties");
        Assert.All(body.GetProperty("checks").EnumerateObject(), entry => Assert.Subset(Names(check), Names(entry.Value)));
    }

    [Fact]
    public async Task What_is_served_on_an_address_of_its_own_is_not_in_the_document()
    {
        await using var host = await RunningHost.StartAsync(new TestModule(), ("METRICS_ADDR", "off"));

        var paths = (await host.Http.GetFromJsonAsync<JsonElement>("/openapi/v1.json")).GetProperty("paths");

        Assert.False(paths.TryGetProperty("/metrics", out _));
    }

    private static HashSet<string> Names(JsonElement element) => [.. element.EnumerateObject().Select(property => property.Name)];
}
