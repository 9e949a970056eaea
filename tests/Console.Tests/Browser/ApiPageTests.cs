using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Trading.WebConsole.Tests.Browser;

/// <summary>The page of the API that every service has, in a real browser under its policy.</summary>
public sealed class ApiPageTests(BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    [Fact]
    public async Task It_shows_the_api_and_asks_no_other_address()
    {
        await using var console = await RunningConsole.StartAsync();
        var page = await browser.NewPageAsync(1280, 900, ColorScheme.Light);
        var (asked, errors) = (new List<string>(), new List<string>());
        page.Request += (_, request) => asked.Add(request.Url);
        page.PageError += (_, error) => errors.Add(error);
        page.Console += (_, message) => errors.AddRange(message.Type is "error" ? [message.Text] : []);
        await page.GotoAsync(new Uri(console.Address, "/docs").AbsoluteUri);
        await Expect(page.GetByText("Trading: console").First).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await Expect(page.GetByText("/console/risk/halt").First).ToBeVisibleAsync(new() { Timeout = 60_000 });

        // Nor does it lead to one with the address of this service in the link.
        using var answer = await console.Http.GetAsync("/docs");
        Assert.Contains("\"hideClientButton\":true", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("no-referrer", answer.Headers.GetValues("Referrer-Policy").Single());
        await Expect(page.GetByText("Open API Client")).ToHaveCountAsync(0);
        var links = await page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('a[href]')].map(a => a.href)");
        Assert.DoesNotContain(
            links.Where(link => !link.StartsWith(console.Address.AbsoluteUri, StringComparison.Ordinal)),
            link => Uri.UnescapeDataString(link).Contains(console.Address.Authority, StringComparison.Ordinal));
        Assert.All(asked, url => Assert.StartsWith(console.Address.AbsoluteUri, url, StringComparison.Ordinal));
        Assert.True(errors.Count == 0, string.Join("\n", errors));
    }
}
