using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Trading.WebConsole.Tests.Browser;

/// <summary>What must be seen when real money is at stake: live orders, the outcome of a halt, and drift between live and paper.</summary>
public sealed class MoneyTests(BrowserFixture browser) : IClassFixture<BrowserFixture>, IAsyncLifetime
{
    private const string Simulator = """[{"name":"simulator","account":"main","enabled":true,"disabledReason":null,"liveOrders":false}]""";
    private const string Live = """[{"name":"binance-spot","account":"main","enabled":true,"disabledReason":null,"liveOrders":true}]""";

    private static readonly LocatorAssertionsToContainTextOptions Soon = new() { Timeout = 30_000 };
    private ScriptedServices _services = null!;
    private RunningConsole _console = null!;

    public async ValueTask InitializeAsync()
    {
        _services = await ScriptedServices.StartAsync();
        string[] services = ["MarketData", "Downloader", "PaperTrading", "OrderExecution", "Scanner", "ExchangeSimulator"];
        _console = await RunningConsole.StartAsync([.. services.Select(service => $"Services:{service}={_services.Url}"), "Console:SlowPollMs=200"]);
        _services["/liquidity-providers"] = Simulator;
    }

    public async ValueTask DisposeAsync()
    {
        await _console.DisposeAsync();
        await _services.DisposeAsync();
    }

    [Theory]
    [InlineData("/", 1440, ColorScheme.Light)]
    [InlineData("/", 375, ColorScheme.Dark)]
    [InlineData("/runbooks", 1440, ColorScheme.Dark)]
    [InlineData("/runbooks/TradingHalted", 375, ColorScheme.Light)]
    public async Task Live_orders_are_seen_in_the_header_of_every_page(string path, int width, ColorScheme scheme)
    {
        _services["/liquidity-providers"] = Live;
        var page = await browser.OpenAsync(new Uri(_console.Address, path), width, scheme);
        var live = page.Locator("header.top .live-orders");
        await Expect(live).ToContainTextAsync("LIVE ORDERS", Soon);
        await Expect(live).ToContainTextAsync("binance-spot · account main");
        await Expect(live).ToBeInViewportAsync();
        Assert.Equal("rgb(181, 0, 140)", await live.EvaluateAsync<string>("node => getComputedStyle(node).backgroundColor"));
        Assert.StartsWith("LIVE ORDERS", await page.TitleAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await page.EvaluateAsync<int>("document.documentElement.scrollWidth - window.innerWidth"));
    }

    [Fact]
    public async Task The_simulator_is_named_plainly_and_the_pill_names_the_stream()
    {
        var page = await browser.OpenAsync(_console.Address, 1440, ColorScheme.Light);
        await Expect(page.Locator("#venues")).ToHaveTextAsync("simulator · account main", new() { Timeout = 30_000 });
        await Expect(page.Locator(".live-orders")).ToHaveCountAsync(0);
        await Expect(page.Locator("#stream-state")).ToHaveTextAsync("stream");
        Assert.Equal("Trading", await page.TitleAsync());
    }

    [Fact]
    public async Task Silence_of_order_execution_does_not_take_the_warning_away()
    {
        _services["/liquidity-providers"] = Live;
        var page = await browser.OpenAsync(_console.Address, 1440, ColorScheme.Light);
        await Expect(page.Locator(".live-orders")).ToContainTextAsync("LIVE ORDERS", Soon);
        await _services.DisposeAsync();
        await Expect(page.Locator(".live-orders")).ToContainTextAsync("as last read", Soon);
        await Expect(page.Locator(".live-orders")).ToContainTextAsync("LIVE ORDERS");
    }

    [Theory]
    [InlineData(1440, ColorScheme.Light)]
    [InlineData(375, ColorScheme.Dark)]
    public async Task A_halt_says_what_it_cancelled_and_what_may_still_fill(int width, ColorScheme scheme)
    {
        var page = await browser.OpenAsync(_console.Address, width, scheme);
        await page.Locator("#halt-open").ClickAsync();
        await Expect(page.Locator("#halt-reason")).ToBeFocusedAsync();
        await Expect(page.Locator("#halt-submit")).ToHaveTextAsync("Halt and cancel all open orders");
        await page.GetByLabel("Cancel what increases a position").CheckAsync();
        await Expect(page.Locator("#halt-submit")).ToHaveTextAsync("Halt and cancel increasing orders");
        var key = _console.Key("trader");
        await page.Locator("#halt-key").FillAsync(key);
        await page.Locator("#halt-submit").ClickAsync();
        Assert.Empty(_services.Changes);
        await Expect(page.Locator("#halt-dialog")).ToBeVisibleAsync();
        await page.Locator("#halt-reason").FillAsync("the feed looks wrong");
        _services["/risk/halt"] = _services["/risk/limits"] = """
            {"halted":true,"haltReason":"the feed looks wrong","haltBy":"trader","haltAt":"2026-01-01T10:00:00Z","cancelOpen":"increasing",
             "cancelled":["0198a000-0000-7000-8000-000000000001","0198a000-0000-7000-8000-000000000002"],"inFlight":["0198a000-0000-7000-8000-000000000003"],
             "notCancelled":[{"id":"0198a000-0000-7000-8000-000000000004","status":"unknown","reason":"the venue did not answer"}]}
            """;
        await page.Keyboard.PressAsync("Enter");
        var banners = page.Locator("#banners");
        await Expect(banners).ToContainTextAsync("by trader: the feed looks wrong. No new order passes. 2 orders cancelled, 1 in flight, 1 not cancelled.", Soon);
        await Expect(page.Locator("#halt-dialog")).ToBeHiddenAsync();
        var left = page.Locator("#halt-left-list li");
        await Expect(left).ToHaveCountAsync(2);
        await Expect(left.First).ToContainTextAsync("not cancelled, unknown: the venue did not answer");
        await Expect(left.Last).ToContainTextAsync("in flight");
        await page.GetByText("2 orders cancelled", new() { Exact = true }).ClickAsync();
        await Expect(page.Locator("#halt-cancelled-list li").First).ToContainTextAsync("0198a000-0000-7000-8000-000000000001");
        Assert.Equal($$"""POST /risk/halt {"reason":"the feed looks wrong","cancelOpen":"increasing"} {{key}}""", Assert.Single(_services.Changes));
        Assert.Equal(0, await page.EvaluateAsync<int>("document.documentElement.scrollWidth - window.innerWidth"));

        await page.Locator("#resume-open").ClickAsync();
        await Expect(page.Locator("#halt-dialog")).ToBeHiddenAsync();
        await Expect(page.Locator("#resume-facts")).ToContainTextAsync("by trader: the feed looks wrong");
        await page.Locator("#resume-reason").FillAsync("checked");
        await page.Locator("#resume-submit").ClickAsync();
        await Expect(page.Locator("#resume-problem")).ToContainTextAsync("needs the role admin");
        Assert.Single(_services.Changes);

        _services["/risk/resume"] = _services["/risk/limits"] = """
            {"halted":false,"haltReason":"the feed looks wrong","haltBy":"trader","haltAt":"2026-01-01T10:00:00Z",
             "resumeReason":"checked","resumedBy":"admin","resumedAt":"2026-01-01T11:00:00Z"}
            """;
        await page.Locator("#resume-key").FillAsync(_console.Key("admin"));
        await page.Locator("#resume-submit").ClickAsync();
        await Expect(page.Locator("#resume-dialog")).ToBeHiddenAsync();
        await Expect(banners).Not.ToContainTextAsync("Trading is halted");
        await Expect(page.Locator("#resume-open")).ToBeHiddenAsync();
        Assert.Equal($$"""POST /risk/resume {"reason":"checked"} {{_console.Key("admin")}}""", _services.Changes.Last());
    }

    [Fact]
    public async Task Drift_of_a_promoted_strategy_is_a_row_and_one_button_aligns_it()
    {
        const string Apart = """
            [{"id":"s-1","name":"momentum","state":"running","promoted":true,"pausedReason":"Trading is halted.",
              "drift":[{"symbol":"BTCUSDT","paper":"0.018","live":"0.055","difference":"0.037","since":"2026-01-01T10:00:00Z"}]},
             {"id":"s-2","name":"mean reversion","state":"running","promoted":true,"pausedReason":null,"drift":[]},
             {"id":"s-3","name":"on paper only","state":"running","promoted":false,"pausedReason":null,"drift":[]}]
            """;
        _services["/paper/strategies"] = Apart;
        var page = await browser.OpenAsync(_console.Address, 1440, ColorScheme.Dark);
        var rows = page.Locator("#strategies li");
        await Expect(rows).ToHaveCountAsync(3, new() { Timeout = 30_000 });
        await Expect(rows.First).ToContainTextAsync("BTCUSDT live 0.055, paper 0.018");
        await Expect(rows.First).ToContainTextAsync("Paused: Trading is halted.");
        await Expect(rows.Nth(1)).ToContainTextAsync("Live and paper positions agree.");
        await Expect(rows.Last).ToContainTextAsync("On paper only.");
        await Expect(rows.Nth(1).GetByRole(AriaRole.Button)).ToBeHiddenAsync();
        await Expect(page.Locator("#banners")).ToContainTextAsync("Live and paper differ: momentum");

        await page.GetByRole(AriaRole.Button, new() { Name = "Align live with paper: momentum" }).ClickAsync();
        await Expect(page.Locator("#align-dialog")).ToContainTextAsync("BTCUSDT: live 0.055 becomes 0.018");
        await Expect(page.Locator("#align-submit")).ToHaveTextAsync("Align BTCUSDT");
        await page.Locator("#align-key").FillAsync(_console.Key("trader"));
        _services["/paper/strategies/s-1"] = "{}";
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#align-dialog")).ToBeHiddenAsync();
        Assert.Equal($$"""PATCH /paper/strategies/s-1 {"action":"align"} {{_console.Key("trader")}}""", Assert.Single(_services.Changes));
        _services["/paper/strategies"] = Apart.Replace("0.055", "0.018", StringComparison.Ordinal).Replace("""[{"symbol""", """[],"old":[{"symbol""", StringComparison.Ordinal);
        await Expect(page.Locator("#banners p")).ToHaveCountAsync(0, new() { Timeout = 30_000 });
    }
}
