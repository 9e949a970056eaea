using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Trading.WebConsole.Tests.Browser;

/// <summary>One cause is one banner, a banner covers nothing, and what is old looks old.</summary>
public sealed class BannerTests(BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    private const string OutOfReach = """
        {"status":"unhealthy","checks":{"database":{"status":"healthy"},
          "market-feed":{"status":"unhealthy","description":"api.binance.com cannot be reached (name not known), next try in 8 s",
            "cause":"api.binance.com cannot be reached (name not known)"},
          "orders-reconciled":{"status":"unhealthy","description":"api.binance.com cannot be reached (name not known), next try in 3 s",
            "cause":"api.binance.com cannot be reached (name not known)"},
          "paper-trading":{"status":"degraded","description":"no tick for 35 s: api.binance.com cannot be reached (name not known)",
            "cause":"api.binance.com cannot be reached (name not known)"}}}
        """;

    /// <summary>Panels whose title cannot be clicked once it is scrolled to, since something lies over it.</summary>
    private const string Covered = """
        () => [...document.querySelectorAll('.panel')].filter(panel => {
          const title = panel.querySelector('h2');
          title.scrollIntoView({ block: 'center' });
          const box = title.getBoundingClientRect();
          const top = document.elementFromPoint(box.left + 2, box.top + box.height / 2);
          return !top || !panel.contains(top);
        }).map(panel => panel.id)
        """;

    private static readonly LocatorAssertionsToHaveCountOptions Soon = new() { Timeout = 30_000 };

    [Theory]
    [InlineData(1600)]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task A_venue_out_of_reach_is_one_banner_that_covers_nothing(int width)
    {
        await using var console = (await ScriptedConsole.StartAsync()).WithMarket(DateTime.UtcNow, 20);
        console.Services["/ready"] = OutOfReach;
        console.Services["/risk/limits"] = """{"halted":true,"haltReason":"drill","haltBy":"trader","haltAt":"2026-01-01T10:00:00Z"}""";
        var page = await console.OpenAsync(browser, width);
        var banners = page.Locator("#banners p");
        await Expect(banners).ToHaveCountAsync(2, Soon);
        var cause = banners.Filter(new() { HasText = "api.binance.com" });
        await Expect(cause).ToHaveCountAsync(1);
        await Expect(cause).ToContainTextAsync("api.binance.com cannot be reached (name not known)");
        await Expect(cause).ToContainTextAsync("next try in 8 s");
        await Expect(cause).ToContainTextAsync("market-data, paper-trading, order-execution");
        await Expect(page.Locator("#services .health[data-state=healthy]")).ToHaveCountAsync(3);
        await Expect(page.Locator("#services .health[data-state=degraded]")).ToHaveCountAsync(1);

        await Expect(page.Locator("#prices tr")).ToHaveCountAsync(2, Soon);
        var edges = await page.EvaluateAsync<double[]>("""
            () => {
              const [head, said, below] = [document.querySelector('.top'), banners, main].map(part => part.getBoundingClientRect());
              return [head.bottom, said.top, said.bottom, below.top];
            }
            """);
        Assert.True(edges[0] <= edges[1] && edges[2] <= edges[3], string.Join(' ', edges));
        Assert.Empty(await page.EvaluateAsync<string[]>(Covered));
        Assert.Equal(0, await page.EvaluateAsync<int>("document.documentElement.scrollWidth - window.innerWidth"));
    }

    [Fact]
    public async Task A_price_whose_feed_is_silent_is_dimmed_and_says_its_age()
    {
        await using var console = (await ScriptedConsole.StartAsync()).WithMarket(DateTime.UtcNow.AddSeconds(-40), 20);
        console.Services["/market/feeds"] = """
            [{"venue":"simulator","symbol":"BTCUSDT","status":"stale","stale":true},
             {"venue":"simulator","symbol":"ETHUSDT","status":"connected","stale":false}]
            """;
        var page = await console.OpenAsync(browser);
        var stale = page.Locator("#prices tr[data-stale]");
        await Expect(stale).ToHaveCountAsync(1, Soon);
        await Expect(stale).ToContainTextAsync("BTCUSDT");
        await Expect(stale.Locator(".age")).ToContainTextAsync(new System.Text.RegularExpressions.Regex(@"^\d+ (s|min) old$"));
    }

    [Fact]
    public async Task The_end_of_a_replay_is_shown_as_an_end()
    {
        await using var console = (await ScriptedConsole.StartAsync()).WithMarket(new DateTime(2024, 8, 8, 23, 59, 58, DateTimeKind.Utc), 20);
        console.Services["/simulator/replay"] = """{"state":"running","time":"2024-08-08T22:00:00Z","endedAt":null}""";
        console.Services["/orders"] = """
            [{"id":"0198a000-0000-7000-8000-000000000001","clientOrderId":"a","symbol":"BTCUSDT","side":"buy","type":"market","status":"filled",
              "quantity":"1","filledQuantity":"1","createdAt":"2026-11-30T06:00:00Z","exchangeTime":"2024-08-08T21:00:00Z"}]
            """;
        var page = await console.OpenAsync(browser);
        await Expect(page.Locator("#replay")).ToContainTextAsync("Replay 2024-08-0", new() { Timeout = 30_000 });
        await Expect(page.Locator("#orders tr")).ToContainTextAsync("2024-08-0", new() { Timeout = 30_000 });
        await Expect(page.Locator("#banners p")).ToHaveCountAsync(0);

        console.Services["/simulator/replay"] = """{"state":"completed","time":"2024-08-08T23:59:58Z","endedAt":"2026-11-30T06:10:00Z"}""";
        console.Services["/market/feeds"] = """[{"venue":"simulator","symbol":"BTCUSDT","status":"ended","stale":false}]""";
        await Expect(page.Locator("#replay")).ToHaveTextAsync("Replay ended", new() { Timeout = 30_000 });
        await Expect(page.Locator("#banners p")).ToHaveCountAsync(1);
        await Expect(page.Locator("#banners p")).ToContainTextAsync("Replay ended");
        await Expect(page.Locator("#prices tr[data-stale]")).ToContainTextAsync("replay ended", new() { Timeout = 30_000 });
    }
}
