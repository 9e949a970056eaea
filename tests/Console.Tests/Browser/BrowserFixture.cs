using Microsoft.Playwright;
using Trading.Testing;
using Trading.Testing.Processes;

namespace Trading.WebConsole.Tests.Browser;

/// <summary>The installed Chromium, shared by the tests of a class.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    private static readonly string[] Flags =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        if (ProgramFinder.Find("chromium", "chromium-browser", "google-chrome") is { } chromium)
        {
            _playwright = await Playwright.CreateAsync();
            _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = chromium, Args = Flags });
        }
    }

    /// <summary>A page of its own context, so that nothing is remembered from another.</summary>
    public async Task<IPage> NewPageAsync(int width, int height, ColorScheme scheme)
    {
        var browser = Needs.Present(_browser, "Chromium is not installed: infra/servers/install.sh installs it.");
        var context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = height },
            ColorScheme = scheme,
        });
        return await context.NewPageAsync();
    }

    public async Task<IPage> OpenAsync(Uri address, int width, ColorScheme scheme)
    {
        var page = await NewPageAsync(width, height: 812, scheme);
        await page.GotoAsync(address.ToString());
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }
}
