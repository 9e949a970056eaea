using System.Net;
using System.Text.Json;
using Microsoft.Playwright;
using Trading.AppHost;
using Trading.SystemTests.Running;
using Trading.Testing;
using Trading.Testing.Processes;

namespace Trading.SystemTests;

/// <summary>Aspire's dashboard of a run: telemetry of every service, linked to its resource, for those who have the token, without secrets.</summary>
public sealed class DashboardTests
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(30) };

    [Fact]
    public async Task It_has_logs_traces_and_metrics_of_every_service_and_no_secret()
    {
        Servers.NeededFor("local");
        await using var system = TradingSystem.StartWithDashboard("--mode", "local");
        await system.TablePrintedAsync();
        await Poll.UntilAsync(() => Task.FromResult(system.DashboardLink), link => link is not null, Way.Deadline, "the dashboard's link is printed");
        await Way.OrdersAreFilledAsync(system);

        await Poll.UntilAsync(() => LackingAsync(system), lacking => lacking.Length == 0, Way.Deadline, "every service has logs, traces and metrics");
        using var stranger = await AskAsync(system, "resources", key: null);
        Assert.Equal(HttpStatusCode.Unauthorized, stranger.StatusCode);
        foreach (var kind in (string[])["traces", "logs"])
        {
            using var answer = await AskAsync(system, kind + "?limit=1000", KeyOf(system));
            var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.True(text.Length > 1000, text);
            Assert.All(SecretsOf(system), secret => Assert.DoesNotContain(secret, text, StringComparison.Ordinal));
        }

        await BrowserShowsEveryResourceAsync(system);
    }

    private static async Task BrowserShowsEveryResourceAsync(TradingSystem system)
    {
        var chromium = Needs.Present(ProgramFinder.Find("chromium", "chromium-browser", "google-chrome"), "Chromium is not installed.");
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = chromium, Args = ["--no-sandbox", "--disable-gpu"] });
        var page = await browser.NewPageAsync(new BrowserNewPageOptions { ViewportSize = new ViewportSize { Width = 1500, Height = 1100 } });
        await page.GotoAsync(system.DashboardLink!);
        foreach (var name in (string[])["postgres", "redis", "rabbitmq", .. ServicePorts.All.Keys])
        {
            await page.GetByText(name, new PageGetByTextOptions { Exact = true }).First.WaitForAsync(new LocatorWaitForOptions { Timeout = 60_000 });
        }
    }

    private static async Task<string> LackingAsync(TradingSystem system)
    {
        using var answer = await AskAsync(system, "resources", KeyOf(system));
        using var document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        var whole = document.RootElement.EnumerateArray()
            .Where(resource => ((string[])["hasLogs", "hasTraces", "hasMetrics"]).All(kind => resource.GetProperty(kind).GetBoolean()))
            .Select(resource => resource.GetProperty("name").GetString()!);
        return string.Join(", ", ServicePorts.All.Keys.Except(whole, StringComparer.Ordinal));
    }

    private static async Task<HttpResponseMessage> AskAsync(TradingSystem system, string what, string? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(new Uri(system.DashboardLink!), "/api/telemetry/" + what));
        if (key is not null)
        {
            request.Headers.Add("X-API-Key", key);
        }

        return await Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static string KeyOf(TradingSystem system) => File.ReadAllText(Path.Combine(system.DataFolder, "secrets", "dashboard-api-key"));

    private static IEnumerable<string> SecretsOf(TradingSystem system) => Directory.EnumerateFiles(Path.Combine(system.DataFolder, "secrets")).Select(File.ReadAllText)
        .Concat(File.ReadLines(Path.Combine(system.DataFolder, "api-keys")).Select(line => line.Split(':')[1]));
}
