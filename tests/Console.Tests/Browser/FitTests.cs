using Microsoft.Playwright;
using Trading.Testing;
using static Microsoft.Playwright.Assertions;

namespace Trading.WebConsole.Tests.Browser;

/// <summary>What a panel shows fits into it: candles fill the chart, labels and columns are whole.</summary>
public sealed class FitTests(BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    /// <summary>Notes every text that is painted onto a canvas: its left and right edge and the canvas's width, in pixels of the canvas.</summary>
    private const string NotePainted = """
        window.painted = [];
        const paint = CanvasRenderingContext2D.prototype.fillText;
        CanvasRenderingContext2D.prototype.fillText = function (text, x, y, ...rest) {
          const at = this.getTransform().transformPoint(new DOMPoint(x, y));
          const size = this.measureText(text).width * this.getTransform().a;
          const left = at.x - (this.textAlign === 'center' ? size / 2 : this.textAlign === 'right' || this.textAlign === 'end' ? size : 0);
          if (text) window.painted.push({ text, left, right: left + size, width: this.canvas.width });
          return paint.call(this, text, x, y, ...rest);
        };
        """;

    /// <summary>The part of the plot's width over which candles stand.</summary>
    private const string Extent = """
        () => {
          const colours = ['--up', '--down'].map(name => getComputedStyle(document.documentElement).getPropertyValue(name).trim())
            .map(hex => [1, 3, 5].map(at => parseInt(hex.slice(at, at + 2), 16)));
          const plot = [...document.querySelectorAll('#chart canvas')].sort((a, b) => b.width * b.height - a.width * a.height)[0];
          const pixels = plot.getContext('2d').getImageData(0, 0, plot.width, plot.height).data;
          const columns = new Map();
          for (let i = 0; i < pixels.length; i += 4)
            if (colours.some(c => c.every((part, at) => Math.abs(part - pixels[i + at]) < 3))) {
              const x = (i / 4) % plot.width;
              columns.set(x, (columns.get(x) ?? 0) + 1);
            }
          const candles = [...columns].filter(([, height]) => height > 5).map(([x]) => x);
          return candles.length ? (Math.max(...candles) - Math.min(...candles)) / plot.width : 0;
        }
        """;

    private static readonly DateTime Now = DateTime.UtcNow;

    [Theory]
    [InlineData(20, 1600)]
    [InlineData(20, 390)]
    [InlineData(300, 1280)]
    public async Task Candles_fill_the_chart_and_its_labels_are_whole(int bars, int width)
    {
        await using var console = (await ScriptedConsole.StartAsync()).WithMarket(Now, bars);
        var page = await browser.NewPageAsync(width, 900, ColorScheme.Dark);
        await page.AddInitScriptAsync(NotePainted);
        await page.GotoAsync(console.Console.Address.ToString());
        await Expect(page.Locator("#chart-legend")).ToContainTextAsync("Vol", new() { Timeout = 30_000 });
        await Poll.UntilAsync(() => page.EvaluateAsync<double>(Extent), filled => filled > 0.85, TimeSpan.FromMinutes(1));

        var labels = await page.EvaluateAsync<string[]>("() => painted.filter(p => /^\\d\\d[:-]\\d\\d/.test(p.text)).map(p => p.text)");
        Assert.NotEmpty(labels);
        var cut = await page.EvaluateAsync<string[]>(
            "() => [...new Set(painted.filter(p => p.left < -1 || p.right > p.width + 1).map(p => p.text))]");
        Assert.Empty(cut);
    }

    [Theory]
    [InlineData(1600)]
    [InlineData(1280)]
    [InlineData(1000)]
    [InlineData(390)]
    public async Task Columns_fit_when_times_have_dates(int width)
    {
        await using var console = (await ScriptedConsole.StartAsync()).WithMarket(Now, 20);
        console.Services["/orders"] = """
            [{"id":"0198a000-0000-7000-8000-000000000001","clientOrderId":"p-0123456789abcdef0123456789","symbol":"BTCUSDT","side":"sell",
              "type":"stopLossLimit","status":"partiallyFilled","quantity":"0.123456","filledQuantity":"0.012345","price":"61234.56","createdAt":"2025-11-29T23:59:58Z"}]
            """;
        console.Services["/paper/accounts"] = """
            [{"id":"a","strategy":{"id":"a","name":"a","promoted":false},"cash":"1","equity":"1","realizedPnl":"0","unrealizedPnl":"0",
              "fees":"0","funding":"0","totalPnl":"0","drawdownRatio":"0","positions":[]}]
            """;
        console.Services["/paper/accounts/a/trades"] =
            """[{"id":"t","symbol":"BTCUSDT","side":"sell","price":"61234.56","quantity":"0.123456","fee":"0.1","time":"2025-11-29T23:59:58Z"}]""";
        var page = await console.OpenAsync(browser, width, ColorScheme.Light);
        await Expect(page.Locator("#orders tr")).ToHaveCountAsync(1, new() { Timeout = 30_000 });
        await Expect(page.Locator("#paper-trades tr")).ToHaveCountAsync(1, new() { Timeout = 30_000 });
        await Expect(page.Locator("#orders tr td").First).ToContainTextAsync("2025-11-");
        var cut = await page.EvaluateAsync<string[]>("""
            () => ['orders', 'paper-trades', 'prices'].filter(id => {
              const table = document.getElementById(id).closest('table'), room = table.parentElement;
              return table.getBoundingClientRect().right > room.getBoundingClientRect().left + room.clientWidth + 1;
            })
            """);
        Assert.Empty(cut);
        Assert.Equal(0, await page.EvaluateAsync<int>("document.documentElement.scrollWidth - window.innerWidth"));
    }

    [Theory]
    [InlineData("/glossary")]
    [InlineData("/api")]
    [InlineData("/runbooks")]
    [InlineData("/runbooks/SloBudgetBurnFast")]
    [InlineData("/runbooks/HighErrorRate")]
    public async Task Pages_of_text_do_not_scroll_sideways(string path)
    {
        // Services that all have an address of their own, and one with a long name, are the widest table.
        await using var console = await RunningConsole.StartAsync("Services:MarketData=http://market-data.trading.svc.cluster.local:8081");
        var page = await browser.NewPageAsync(1360, 812, ColorScheme.Light);
        await page.GotoAsync(new Uri(console.Address, path).AbsoluteUri);
        foreach (var width in (int[])[1360, 1280, 390])
        {
            await page.SetViewportSizeAsync(width, 812);
            Assert.Equal(0, await page.EvaluateAsync<int>("document.documentElement.scrollWidth - window.innerWidth"));
        }
    }

    [Theory]
    [InlineData(1360)]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task The_console_does_not_scroll_sideways(int width)
    {
        await using var console = (await ScriptedConsole.StartAsync()).WithMarket(Now, 20);
        var page = await console.OpenAsync(browser, width, ColorScheme.Light);
        await Expect(page.Locator("#chart-legend")).ToContainTextAsync("Vol", new() { Timeout = 30_000 });
        Assert.Equal(0, await page.EvaluateAsync<int>("document.documentElement.scrollWidth - window.innerWidth"));
    }

    [Fact]
    public async Task A_time_that_never_was_is_no_date()
    {
        await using var console = await ScriptedConsole.StartAsync();
        console.Services["/risk/limits"] = """{"halted":true,"haltReason":"drill","haltBy":"trader","haltAt":"1970-01-01T00:00:00Z"}""";
        var page = await console.OpenAsync(browser);
        await Expect(page.Locator("#banners")).ToContainTextAsync("Trading is halted", new() { Timeout = 30_000 });
        Assert.DoesNotContain("1970", await page.ContentAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("01-01", await page.Locator("#banners").InnerTextAsync(), StringComparison.Ordinal);
    }
}
