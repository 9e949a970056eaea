using Trading.Testing;

namespace Trading.WebConsole.Tests.Api;

/// <summary>The start page of the APIs leads to every service as the browser reaches it.</summary>
public sealed class ApiIndexTests
{
    [Fact]
    public async Task It_links_the_page_and_the_document_of_every_service()
    {
        var (market, names) = (FreePort.Next(), "market-data console downloader paper-trading order-execution scanner exchange-simulator");
        await using var console = await RunningConsole.StartAsync($"Services:MarketData=http://127.0.0.1:{market}", "Services:Scanner=http://scanner:8085");

        var page = await console.Http.GetStringAsync("/api");

        Assert.All(names.Split(' '), name => Assert.Contains(name, page, StringComparison.Ordinal));
        Assert.Contains("href=\"/docs\"", page, StringComparison.Ordinal);
        Assert.Contains($"href=\"http://127.0.0.1:{market}/docs\"", page, StringComparison.Ordinal);
        Assert.Contains("href=\"http://scanner:8085/openapi/v1.json\"", page, StringComparison.Ordinal);
    }
}
