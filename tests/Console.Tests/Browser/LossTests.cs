using static Microsoft.Playwright.Assertions;

namespace Trading.WebConsole.Tests.Browser;

/// <summary>What the page says while something is away, and that it recovers by itself.</summary>
public sealed class LossTests(ChromiumFixture chromium) : IClassFixture<ChromiumFixture>
{
    [Fact]
    public async Task A_banner_names_the_services_that_are_away_until_they_are_back()
    {
        var (page, _) = await chromium.OpenAsync();
        await Expect(page.Locator("#prices tr")).ToHaveCountAsync(2, new() { Timeout = 30_000 });
        await chromium.System.StopAsync();
        var banners = page.Locator("#banners");
        await Expect(banners).ToContainTextAsync("6 services are away", new() { Timeout = 20_000 });
        await Expect(banners.Locator("p")).ToHaveCountAsync(1);
        await Expect(banners).ToContainTextAsync("Orders stand still");
        await Expect(page.Locator("#panel-prices .note")).ToContainTextAsync("market-data");
        await Expect(page.Locator("#prices tr")).ToHaveCountAsync(2);

        await chromium.System.StartAsync();
        await Expect(banners).Not.ToContainTextAsync("away", new() { Timeout = 60_000 });
        await Expect(banners).Not.ToContainTextAsync("Orders stand still", new() { Timeout = 60_000 });
        await Expect(page.Locator("#panel-prices .note")).ToBeEmptyAsync(new() { Timeout = 20_000 });
    }

    [Fact]
    public async Task A_lost_stream_is_said_and_comes_back_by_itself()
    {
        var (page, _) = await chromium.OpenAsync();
        await Expect(page.Locator("#prices tr")).ToHaveCountAsync(2, new() { Timeout = 30_000 });
        await chromium.StopConsoleAsync();
        await Expect(page.Locator("#banners")).ToContainTextAsync("The live stream is lost", new() { Timeout = 20_000 });
        await Expect(page.Locator("#stream-state")).ToHaveTextAsync("stream lost");
        await Expect(page.Locator("#banners p")).ToHaveCountAsync(1);
        await Expect(page.Locator("#services .health[data-state=unknown]")).ToHaveCountAsync(6);
        await Expect(page.Locator("#panel-prices .note")).ToContainTextAsync(" old");
        Assert.Equal("0.5", await page.Locator("#prices").EvaluateAsync<string>("node => getComputedStyle(node).opacity"));

        await chromium.StartConsoleAsync();
        await Expect(page.Locator("#stream-state")).ToHaveTextAsync("stream", new() { Timeout = 60_000 });
        await Expect(page.Locator("#services .health[data-state=healthy]")).ToHaveCountAsync(6, new() { Timeout = 60_000 });
        await Expect(page.Locator("#panel-prices .note")).ToBeEmptyAsync(new() { Timeout = 20_000 });
        await Expect(page.Locator("#banners")).Not.ToContainTextAsync("The live stream is lost", new() { Timeout = 60_000 });
    }

    [Fact]
    public async Task The_kill_switch_wants_a_known_key_and_shows_that_it_is_on()
    {
        var (page, _) = await chromium.OpenAsync();
        await page.Locator("#halt-open").ClickAsync();
        await page.Locator("#halt-reason").FillAsync("a drill");
        await page.Locator("#halt-key").FillAsync("not a key of this system");
        await page.Locator("#halt-submit").ClickAsync();
        await Expect(page.Locator("#halt-problem")).ToHaveTextAsync("This key is not known.");

        await page.Locator("#halt-key").FillAsync(chromium.System.Key("admin"));
        await page.Locator("#halt-submit").ClickAsync();
        await Expect(page.Locator("#banners")).ToContainTextAsync("Trading is halted", new() { Timeout = 20_000 });
        await page.Locator("#resume-open").ClickAsync();
        await page.Locator("#resume-submit").ClickAsync();
        await Expect(page.Locator("#banners")).Not.ToContainTextAsync("Trading is halted", new() { Timeout = 60_000 });
        Assert.DoesNotContain(chromium.System.Key("admin"), await page.ContentAsync(), StringComparison.Ordinal);
    }
}
