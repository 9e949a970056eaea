using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Trading.Testing;
using static Microsoft.Playwright.Assertions;

namespace Trading.WebConsole.Tests.Browser;

/// <summary>The page in a real browser on the real services and the simulated venue.</summary>
public sealed partial class PageTests(ChromiumFixture chromium) : IClassFixture<ChromiumFixture>
{
    private static readonly LocatorAssertionsToBeVisibleOptions Soon = new() { Timeout = 30_000 };
    private static readonly LocatorAssertionsToHaveCountOptions CountSoon = new() { Timeout = 30_000 };

    [Fact]
    public async Task The_page_fills_and_prices_move()
    {
        var (page, errors) = await chromium.OpenAsync();
        await Expect(page.Locator("#prices tr")).ToHaveCountAsync(2, CountSoon);
        await Expect(page.Locator("#stream-state")).ToHaveTextAsync("stream");
        var last = page.Locator("#prices tr").First.Locator(".last");
        var before = await last.InnerTextAsync();
        Assert.Matches(Price(), before);
        await Poll.UntilAsync(async () => await last.InnerTextAsync() != before, TimeSpan.FromSeconds(30));

        await Expect(page.Locator("#paper-figures")).ToContainTextAsync("Equity", new() { Timeout = 30_000 });
        await Expect(page.Locator("#paper-trades tr").First).ToBeVisibleAsync(new() { Timeout = 90_000 });
        await Expect(page.Locator("#orders .state[data-state=filled]").First).ToBeVisibleAsync(new() { Timeout = 90_000 });
        await Expect(page.Locator("#services .health[data-state=healthy]")).ToHaveCountAsync(6, CountSoon);
        await Expect(page.Locator("#banners p")).ToHaveCountAsync(0);
        await Expect(page.Locator("#chart canvas, #candles tr").First).ToBeVisibleAsync(Soon);
        Assert.Empty(errors);
    }

    [Fact]
    public async Task Candles_of_another_symbol_and_interval_are_a_key_press_away()
    {
        var (page, errors) = await chromium.OpenAsync();
        await Expect(page.Locator("#prices tr")).ToHaveCountAsync(2, CountSoon);
        await page.GetByRole(AriaRole.Button, new() { Name = "Show candles of ETHUSDT" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#title-chart")).ToHaveTextAsync("ETHUSDT");
        await page.Locator("#intervals [tabindex='0']").FocusAsync();
        await page.Keyboard.PressAsync("ArrowLeft");
        await Expect(page.Locator("#intervals [aria-checked=true]")).ToHaveTextAsync("1s");
        await Expect(page.Locator("#intervals [aria-checked=true]")).ToBeFocusedAsync();
        // The tape of ETHUSDT walks around 3,000, that of BTCUSDT is far above.
        await Expect(page.Locator("#chart-legend")).ToContainTextAsync(EthereumOpen(), new() { Timeout = 30_000 });
        Assert.Empty(errors);
    }

    [Fact]
    public async Task An_order_shows_its_history_and_trace_by_keyboard_and_escape_closes_it()
    {
        var (page, errors) = await chromium.OpenAsync();
        var order = page.Locator("#orders tr:has(.state[data-state=filled]) button").First;
        await Expect(order).ToBeVisibleAsync(new() { Timeout = 90_000 });
        await order.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#order-dialog")).ToBeVisibleAsync();
        await Expect(page.Locator("#order-facts")).ToContainTextAsync(TraceId(), new() { Timeout = 60_000 });
        await Expect(page.Locator("#order-events li").Last).ToContainTextAsync("filled", new() { Timeout = 60_000 });
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator("#order-dialog")).ToBeHiddenAsync();
        Assert.Equal("BUTTON", await page.EvaluateAsync<string>("document.activeElement.tagName"));
        Assert.Empty(errors);
    }

    [Theory]
    [InlineData(375, ColorScheme.Dark)]
    [InlineData(375, ColorScheme.Light)]
    [InlineData(768, ColorScheme.Light)]
    [InlineData(1440, ColorScheme.Light)]
    public async Task Nothing_sticks_out_to_the_side_and_no_panel_covers_another(int width, ColorScheme scheme)
    {
        await RaiseAlertAsync();
        var (page, errors) = await chromium.OpenAsync(width, 812, scheme);
        await Expect(page.Locator("#prices tr")).ToHaveCountAsync(2, CountSoon);
        await Expect(page.Locator("#alerts li").First).ToBeVisibleAsync(Soon);
        await Expect(page.Locator("#orders tr").First).ToBeVisibleAsync(new() { Timeout = 90_000 });
        Assert.Equal(0, await page.EvaluateAsync<int>("document.documentElement.scrollWidth - window.innerWidth"));
        var cut = await page.EvaluateAsync<string[]>(
            "[...document.querySelectorAll('.panel')].filter(p => [...p.querySelectorAll('table, #alerts span')].some(t => t.offsetParent && t.getBoundingClientRect().right > p.getBoundingClientRect().right + 1)).map(p => p.id)");
        Assert.Empty(cut);
        var covered = await page.EvaluateAsync<string[]>("""
            [...document.querySelectorAll('.panel')].map(p => ({ id: p.id, box: p.getBoundingClientRect() })).flatMap((a, i, all) => a.box.height < 40 ? [a.id] :
              all.slice(i + 1).filter(b => a.box.left < b.box.right - 1 && b.box.left < a.box.right - 1 && a.box.top < b.box.bottom - 1 && b.box.top < a.box.bottom - 1).map(b => `${a.id} ${b.id}`))
            """);
        Assert.Empty(covered);
        var dark = await page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor");
        Assert.Equal(scheme == ColorScheme.Dark, dark == "rgb(13, 18, 23)");
        Assert.Empty(errors);
    }

    [Fact]
    public async Task A_runbook_that_leads_off_the_console_is_no_link()
    {
        string[] forged = ["//evil.example/runbooks/ServiceDown", "https://evil.example/", "/\\evil.example", "javascript:alert(1)"];
        for (var number = 0; number < forged.Length; number++)
        {
            await RaiseAlertAsync($"Forged{number}", forged[number]);
        }

        await RaiseAlertAsync("Genuine", "/runbooks/ServiceDown");
        var (page, errors) = await chromium.OpenAsync();
        await Expect(page.Locator("#alerts li", new() { HasText = "Forged" })).ToHaveCountAsync(forged.Length, CountSoon);
        await Expect(page.Locator("#alerts li", new() { HasText = "Genuine" }).Locator("a")).ToHaveCountAsync(1, CountSoon);
        await Expect(page.Locator("#alerts li", new() { HasText = "Forged" }).Locator("a")).ToHaveCountAsync(0);
        Assert.Empty(errors);
    }

    /// <summary>As Alertmanager sends it, of a rule with a long name.</summary>
    private async Task RaiseAlertAsync(string name = "HighDownloadFailureRate", string runbook = "/runbooks/HighDownloadFailureRate")
    {
        using var http = new HttpClient { BaseAddress = new Uri(chromium.Url) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", RunningConsole.WebhookToken);
        using var answer = await http.PostAsJsonAsync("/alerts/webhook", new
        {
            version = "4",
            status = "firing",
            receiver = "page",
            groupKey = "long",
            alerts = new[]
            {
                new
                {
                    status = "firing",
                    labels = new { alertname = name, severity = "critical", service = "downloader" },
                    annotations = new { summary = "Downloads fail", description = "More than one in twenty.", runbook_url = runbook },
                    startsAt = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc),
                    fingerprint = name,
                },
            },
        });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Without_the_chart_library_there_is_a_table_of_candles()
    {
        var (page, errors) = await chromium.OpenAsync(prepare: page => page.RouteAsync(
            "**/vendor/lightweight-charts.js", route => route.FulfillAsync(new() { ContentType = "text/javascript", Body = "export {};" })));
        await Expect(page.Locator("#candles tr").First).ToBeVisibleAsync(Soon);
        await Expect(page.Locator("#chart")).ToBeHiddenAsync();
        Assert.Matches(Price(), await page.Locator("#candles tr").First.Locator("td").Nth(4).InnerTextAsync());
        Assert.Empty(errors);
    }

    [Fact]
    public async Task The_first_tab_stop_skips_to_the_content()
    {
        var (page, _) = await chromium.OpenAsync();
        await page.Keyboard.PressAsync("Tab");
        await Expect(page.Locator(".skip")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#main")).ToBeFocusedAsync();
    }

    [GeneratedRegex(@"^\d{1,3}(,\d{3})*\.\d{2,8}$")]
    private static partial Regex Price();

    [GeneratedRegex(@"O [1-9],\d{3}\.")]
    private static partial Regex EthereumOpen();

    [GeneratedRegex("[0-9a-f]{32}")]
    private static partial Regex TraceId();
}
