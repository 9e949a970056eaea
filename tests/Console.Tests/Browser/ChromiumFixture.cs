using Microsoft.Playwright;
using Trading.Testing;

namespace Trading.WebConsole.Tests.Browser;

/// <summary>The installed Chromium, the real services and the console in front of them, shared by the tests of a class.</summary>
public sealed class ChromiumFixture : IAsyncLifetime
{
    private readonly int _port = FreePort.Next();
    private readonly BrowserFixture _browser = new();
    private RunningConsole? _console;

    public TradingSystem System { get; } = new();

    public string Url => $"http://127.0.0.1:{_port}/";

    public async ValueTask InitializeAsync()
    {
        await _browser.InitializeAsync();
        await System.StartAsync();
        await StartConsoleAsync();
    }

    public async Task StartConsoleAsync()
    {
        string[] services = ["MarketData", "Downloader", "PaperTrading", "OrderExecution", "Scanner"];
        _console = await RunningConsole.StartAsync(
        [
            $"urls=http://127.0.0.1:{_port}", "Console:HeartbeatMs=500", $"Security:KeyFile={System.KeyFile}", $"Services:ExchangeSimulator={System.VenueUrl}",
            .. services.Select(service => $"Services:{service}={System.Url}"),
        ]);
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
        var page = await _browser.NewPageAsync(width, height, scheme);
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
        await _browser.DisposeAsync();
        await StopConsoleAsync();
        await System.DisposeAsync();
    }
}
