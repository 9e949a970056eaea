using System.Net.Http.Json;
using System.Text.Json;
using Trading.Testing;
using Trading.WebConsole.Tests.Browser;
using static Microsoft.Playwright.Assertions;

namespace Trading.WebConsole.Tests.Alerts;

/// <summary>The product's own events reach the inbox without an Alertmanager, once each.</summary>
public sealed class EventInboxTests(RealServers servers, BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task Halt_drift_and_fault_are_one_entry_each_from_begin_to_end(string provider)
    {
        string[] database = provider == "Sqlite"
            ? []
            : ["Database:Provider=Postgres", $"Database:ConnectionString={await servers.CreateDatabaseAsync()}"];
        await using var console = await ScriptedConsole.StartAsync([.. database, "AlertInbox:EventPollMs=50", "AlertInbox:DriftSeconds=3600"]);
        console.Services["/risk/limits"] = """{"halted":true,"haltReason":"drill","haltBy":"trader","haltAt":"2026-01-01T10:00:00Z"}""";
        console.Services["/paper/strategies"] = $$"""
            [{"id":"s-1","name":"momentum","state":"faulted","promoted":true,
              "fault":{"type":"DivideByZeroException","message":"Attempted to divide by zero.","at":"2026-01-01T10:01:00Z"},
              "drift":[{"symbol":"BTCUSDT","paper":"1","live":"2","difference":"1","since":"2026-01-01T10:02:00Z"},
                       {"symbol":"ETHUSDT","paper":"1","live":"2","difference":"1","since":"{{DateTime.UtcNow:O}}"}]}]
            """;
        var firing = await Poll.UntilAsync(() => ItemsAsync(console), items => items.Count == 3, Minute);
        Assert.All(firing, item => Assert.Equal(("trading", "firing"), (Text(item, "source"), Text(item, "state"))));
        Assert.Contains(firing, item => Text(item, "summary") == "Trading was halted by trader: drill.");
        Assert.Contains(firing, item => Text(item, "summary") == "momentum: DivideByZeroException: Attempted to divide by zero.");
        Assert.Contains(firing, item => Text(item, "summary") == "momentum holds another position of BTCUSDT live (2) than on paper (1).");

        console.Services["/risk/limits"] = """
            {"halted":false,"haltReason":"drill","haltBy":"trader","haltAt":"2026-01-01T10:00:00Z",
             "resumeReason":"checked","resumedBy":"admin","resumedAt":"2026-01-01T11:00:00Z"}
            """;
        console.Services["/paper/strategies"] = """[{"id":"s-1","name":"momentum","state":"stopped","promoted":true,"drift":[]}]""";
        var ended = await Poll.UntilAsync(() => ItemsAsync(console), items => items.All(item => Text(item, "state") == "resolved"), Minute);
        Assert.Equal(3, ended.Count);
        var halt = Assert.Single(ended, item => Text(item, "name") == "Trading halted");
        Assert.Equal("Trading was halted by trader: drill. Resumed by admin: checked.", Text(halt, "summary"));
        Assert.Equal("2026-01-01T11:00:00Z", Text(halt, "endsAt"));
        Assert.Equal(1, halt.GetProperty("notifications").GetInt32());
    }

    [Fact]
    public async Task A_service_that_is_silent_ends_no_event()
    {
        await using var console = await ScriptedConsole.StartAsync("AlertInbox:EventPollMs=50");
        console.Services["/risk/limits"] = """{"halted":true,"haltReason":"drill","haltBy":"trader","haltAt":"2026-01-01T10:00:00Z"}""";
        await Poll.UntilAsync(() => ItemsAsync(console), items => items.Count == 1, Minute);
        console.Services["/risk/limits"] = "not json";
        var seen = console.Services.Reads("/risk/limits");
        await Poll.UntilAsync(() => console.Services.Reads("/risk/limits") > seen + 2, Minute);
        Assert.Equal("firing", Text(Assert.Single(await ItemsAsync(console)), "state"));
    }

    [Fact]
    public async Task Without_an_alertmanager_the_panel_says_so_and_shows_the_events()
    {
        await using var console = await ScriptedConsole.StartAsync("AlertInbox:EventPollMs=50");
        console.Services["/risk/limits"] = """{"halted":true,"haltReason":"drill","haltBy":"trader","haltAt":"2026-01-01T10:00:00Z"}""";
        var page = await console.OpenAsync(browser);
        await Expect(page.Locator("#alertmanager")).ToContainTextAsync("No Alertmanager here", new() { Timeout = 30_000 });
        var entry = page.Locator("#alerts li");
        await Expect(entry).ToHaveCountAsync(1, new() { Timeout = 30_000 });
        await Expect(entry).ToContainTextAsync("Trading was halted by trader: drill.");
        await Expect(entry.Locator(".source")).ToHaveTextAsync("trading");
    }

    [Fact]
    public async Task An_alertmanager_that_does_not_answer_is_said_until_it_does()
    {
        await using var alertmanager = await ScriptedServices.StartAsync();
        await using var console = await ScriptedConsole.StartAsync($"AlertInbox:AlertmanagerUrl={alertmanager.Url}");
        var page = await console.OpenAsync(browser);
        await Expect(page.Locator("#alertmanager")).ToContainTextAsync("Alertmanager answered 404", new() { Timeout = 30_000 });
        alertmanager["/api/v2/status"] = """{"cluster":{"status":"ready"}}""";
        await Expect(page.Locator("#alertmanager")).ToBeEmptyAsync(new() { Timeout = 30_000 });
    }

    private static async Task<List<JsonElement>> ItemsAsync(ScriptedConsole console) =>
        [.. (await console.Console.Http.GetFromJsonAsync<JsonElement>("/alerts")).EnumerateArray()];

    private static string? Text(JsonElement item, string property) => item.GetProperty(property).GetString();
}
