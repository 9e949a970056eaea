using System.Net;
using System.Text.Json;
using Microsoft.Playwright;
using Trading.AppHost;
using Trading.AppHost.Model;
using Trading.SystemTests.Running;
using Trading.Testing;
using Trading.Testing.Processes;

namespace Trading.SystemTests;

/// <summary>Aspire's dashboard of a run: telemetry of every service, linked to its resource, for those who have the token, without secrets; and its commands.</summary>
public sealed class DashboardTests
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(30) };

    /// <summary>In <c>local</c> explicit: a start of the dashboard beside every server and service takes a minute.</summary>
    [Theory]
    [InlineData("embedded")]
    [InlineData("local", Explicit = true)]
    public async Task It_has_logs_traces_and_metrics_of_every_service_and_no_secret(string mode)
    {
        Servers.NeededFor(mode);
        string[] services = mode == "embedded" ? [Topology.AllInOne] : [.. ServicePorts.All.Keys];
        await using var system = TradingSystem.StartWithDashboard("--mode", mode);
        await system.TablePrintedAsync();
        await Poll.UntilAsync(() => Task.FromResult(system.DashboardLink), link => link is not null, Way.Deadline, "the dashboard's link is printed");
        await Way.OrdersAreFilledAsync(system);

        await Poll.UntilAsync(
            () => LackingAsync(system, services), lacking => lacking.Length == 0, Way.Deadline, "each has logs, traces and metrics");
        using var stranger = await AskAsync(system, "resources", key: null);
        Assert.Equal(HttpStatusCode.Unauthorized, stranger.StatusCode);
        foreach (var kind in (string[])["traces", "logs"])
        {
            using var answer = await AskAsync(system, kind + "?limit=1000", KeyOf(system));
            var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.True(text.Length > 1000, text);
            Assert.All(SecretsOf(system), secret => Assert.DoesNotContain(secret, text, StringComparison.Ordinal));
        }

        await InBrowserAsync(system, services, _ => Task.CompletedTask);
    }

    /// <summary>Explicit, because the page's menus want patience on a busy machine: <c>./test.sh --long</c> runs it.</summary>
    [Fact(Explicit = true)]
    public async Task Its_commands_reach_the_services()
    {
        Servers.NeededFor("local");
        await using var system = TradingSystem.StartWithDashboard("--mode", "local");
        await system.TablePrintedAsync();
        await Poll.UntilAsync(() => Task.FromResult(system.DashboardLink), link => link is not null, Way.Deadline, "the dashboard's link is printed");
        await InBrowserAsync(
            system, ["postgres", "redis", "rabbitmq", .. ServicePorts.All.Keys], page => CommandsReachTheServicesAsync(page, system));
    }

    /// <summary>Opens the dashboard, which shows every resource, and goes on from there.</summary>
    private static async Task InBrowserAsync(TradingSystem system, IEnumerable<string> resources, Func<IPage, Task> goOn)
    {
        var chromium = Needs.Present(ProgramFinder.Find("chromium", "chromium-browser", "google-chrome"), "Chromium is not installed.");
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = chromium, Args = ["--no-sandbox", "--disable-gpu"] });
        var page = await browser.NewPageAsync(new BrowserNewPageOptions { ViewportSize = new ViewportSize { Width = 1500, Height = 1100 } });
        await page.GotoAsync(system.DashboardLink!);
        foreach (var name in resources)
        {
            await page.GetByText(name, new PageGetByTextOptions { Exact = true }).First.WaitForAsync(new LocatorWaitForOptions { Timeout = 60_000 });
        }

        await goOn(page);
    }

    private static async Task CommandsReachTheServicesAsync(IPage page, TradingSystem system)
    {
        await ClickAsync(page, "order-execution", "Halt trading", isConfirmed: true);
        await UntilAsync("order-execution", "/risk/limits", limits => limits.GetProperty("halted").GetBoolean() && limits.GetProperty("haltReason").GetString() == "halted in the dashboard");
        await ClickAsync(page, "order-execution", "Resume trading", isConfirmed: true);
        await UntilAsync("order-execution", "/risk/limits", limits => !limits.GetProperty("halted").GetBoolean());
        await ClickAsync(page, ServicePorts.Simulator, "Inject a fault", isConfirmed: true, hasInputs: true);
        await UntilAsync(ServicePorts.Simulator, "/simulator/faults", faults => faults.GetProperty("latencyMs").GetInt32() == 500);
        await ClickAsync(page, ServicePorts.Simulator, "Clear faults");
        await UntilAsync(ServicePorts.Simulator, "/simulator/faults", faults => faults.GetProperty("latencyMs").GetInt32() == 0);
        await ClickAsync(page, "downloader", "Download a month", hasInputs: true);
        await UntilAsync("downloader", "/downloads", jobs => Has(jobs, "interval", "1h"));
        await ClickAsync(page, "paper-trading", "Run a backtest", hasInputs: true);
        await UntilAsync("paper-trading", "/paper/backtests", runs => Has(runs, "strategy", "ma-cross"));

        Task UntilAsync(string service, string path, Func<JsonElement, bool> good) => Poll.UntilAsync(() => system.Api.GetAsync(service, path), good, Way.Deadline, path);

        static bool Has(JsonElement list, string name, string value) =>
            list.EnumerateArray().Any(item => item.GetProperty("request").GetProperty(name).GetString() == value);
    }

    /// <summary>Clicks until the page reacts: it may be drawn again between the menu and the click, which is lost then.</summary>
    private static async Task ClickAsync(IPage page, string resource, string command, bool isConfirmed = false, bool hasInputs = false)
    {
        var yes = page.Locator("fluent-dialog").GetByText("Yes", new LocatorGetByTextOptions { Exact = true });
        var run = page.Locator("fluent-dialog fluent-button.aspire-button[appearance=primary]");
        var reaction = isConfirmed ? yes : hasInputs ? run : page.GetByText($"\"{command}\" succeeded");
        await Poll.UntilAsync(
            async () =>
            {
                try
                {
                    await page.Locator("tr", new PageLocatorOptions { HasText = resource }).First.GetByTitle("Actions").ClickAsync(new LocatorClickOptions { Timeout = 5000 });
                    await page.GetByRole(AriaRole.Menuitem, new PageGetByRoleOptions { Name = command, Exact = true }).ClickAsync(new LocatorClickOptions { Timeout = 5000 });
                    await reaction.First.WaitForAsync(new LocatorWaitForOptions { Timeout = 10_000 });
                    return true;
                }
                catch (TimeoutException)
                {
                    await page.Keyboard.PressAsync("Escape");
                    return false;
                }
            },
            Way.Deadline,
            $"the page reacts to {command}");
        if (isConfirmed)
        {
            await yes.ClickAsync();
        }

        if (hasInputs)
        {
            await run.ClickAsync();
        }
    }

    private static async Task<string> LackingAsync(TradingSystem system, IEnumerable<string> services)
    {
        using var answer = await AskAsync(system, "resources", KeyOf(system));
        using var document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        var whole = document.RootElement.EnumerateArray()
            .Where(resource => ((string[])["hasLogs", "hasTraces", "hasMetrics"]).All(kind => resource.GetProperty(kind).GetBoolean()))
            .Select(resource => resource.GetProperty("name").GetString()!);
        return string.Join(", ", services.Except(whole, StringComparer.Ordinal));
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
