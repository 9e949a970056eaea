using Microsoft.Playwright;
using Trading.AppHost.Local;
using Trading.Testing;

namespace Trading.WebConsole.Tests.Browser;

/// <summary>The installed Chromium, the real services and the console in front of them, shared by the tests of a class.</summary>
public sealed class ChromiumFixture : IAsyncLifetime
{
    private static readonly string[] Flags =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private readonly int _port = FreePort.Next();
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private RunningConsole? _console;

    public TradingSystem System { get; } = new();

    public string Url => $"http://127.0.0.1:{_port}/";

    public async ValueTask InitializeAsync()
    {
        var chromium = ProgramFinder.Find("chromium", "chromium-browser", "google-chrome");
        if (chromium is null)
        {
            return;
        }

        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = chromium, Args = Flags });
        await System.StartAsync();
        await StartConsoleAsync();
    }

    public async Task StartConsoleAsync()
    {
        string[] services = ["MarketData", "Downloader", "PaperTrading", "OrderExecution", "Scanner"];
        _console = await RunningConsole.StartAsync(
            [$"urls=http://127.0.0.1:{_port}", "Console:HeartbeatMs=500", $"Services:ExchangeSimulator={System.VenueUrl}", .. services.Select(service => $"Services:{service}={System.Url}")]);
    }

    public async Task StopConsoleAsync()
    {
        if (_console is not null)
        {
            await _console.DisposeAsync();
            _console = null;
        }
    }

    /// <summary>A page of its own context; what its console reports as an error is in the list.</summary>
    public async Task<(IPage Page, List<string> Errors)> OpenAsync(
        int width = 1440, int height = 900, ColorScheme scheme = ColorScheme.Dark, Func<IPage, Task>? prepare = null)
    {
        var browser = Needs.Present(_browser, "Chromium is not installed: infra/servers/install.sh installs it.");
        var context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = height },
            ColorScheme = scheme,
        });
        var page = await context.NewPageAsync();
        var errors = new List<string>();
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                errors.Add(message.Text);
            }
        };
        page.PageError += (_, error) => errors.Add(error);
        if (prepare is not null)
        {
            await prepare(page);
        }

        await page.GotoAsync(Url);
        return (page, errors);
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        await StopConsoleAsync();
        await System.DisposeAsync();
    }
}
