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

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task An_event_is_not_listed_beside_the_alert_of_the_same(string provider)
    {
        string[] database = provider == "Sqlite"
            ? []
            : ["Database:Provider=Postgres", $"Database:ConnectionString={await servers.CreateDatabaseAsync()}"];
        await using var console = await ScriptedConsole.StartAsync([.. database, "AlertInbox:EventPollMs=50", "AlertInbox:DriftSeconds=0"]);
        console.Services["/risk/limits"] = """{"halted":true,"haltReason":"drill","haltBy":"trader","haltAt":"2026-01-01T10:00:00Z"}""";
        console.Services["/paper/strategies"] = """
            [{"id":"s-1","name":"momentum","state":"faulted","promoted":true,
              "fault":{"type":"DivideByZeroException","message":"Attempted to divide by zero.","at":"2026-01-01T10:00:00Z"},
              "drift":[{"symbol":"BTCUSDT","paper":"1","live":"2","difference":"1","since":"2026-01-01T10:00:00Z"},
                       {"symbol":"ETHUSDT","paper":"1","live":"2","difference":"1","since":"2026-01-01T10:00:00Z"}]}]
            """;
        await Poll.UntilAsync(() => ItemsAsync(console), items => items.Count == 4, Minute);

        // An alert of an earlier halt, and alerts of another strategy and symbol, are about something else.
        await NotifyAsync(console, "2026-01-01T09:00:00Z", "2026-01-01T09:30:00Z", """{"alertname":"TradingHalted"}""", "halt");
        await NotifyAsync(console, "2026-01-01T10:00:08Z", null, """{"alertname":"StrategyFaulted","strategy":"s-2"}""", "other");
        Assert.Equal(4, (await ItemsAsync(console)).Count(item => Text(item, "source") == "trading"));

        await NotifyAsync(console, "2026-01-01T10:00:08Z", null, """{"alertname":"TradingHalted"}""", "halt");
        await NotifyAsync(console, "2026-01-01T10:00:08Z", null, """{"alertname":"StrategyFaulted","strategy":"s-1"}""", "fault");
        // From before a restart, after which the drift is counted from its beginning again.
        var drift = """{"alertname":"PaperLiveDrift","strategy":"s-1","symbol":"BTCUSDT"}""";
        await NotifyAsync(console, "2026-01-01T09:45:00Z", null, drift, "drift");
        var own = Assert.Single(await ItemsAsync(console), item => Text(item, "source") == "trading");
        Assert.Contains("ETHUSDT", Text(own, "summary"), StringComparison.Ordinal);

        // Alertmanager ends an alert that Prometheus no longer sends; trading is halted all the same, and the inbox says so.
        await NotifyAsync(console, "2026-01-01T10:00:08Z", "2026-01-01T10:30:00Z", """{"alertname":"TradingHalted"}""", "halt");
        Assert.Single(await ItemsAsync(console), item => Text(item, "name") == "Trading halted");

        console.Services["/risk/limits"] = """
            {"halted":false,"haltReason":"drill","haltBy":"trader","haltAt":"2026-01-01T10:00:00Z",
             "resumedBy":"admin","resumedAt":"2026-01-01T11:00:00Z"}
            """;
        await Poll.UntilAsync(() => ItemsAsync(console), items => items.All(item => Text(item, "name") != "Trading halted"), Minute);

        // The next halt is an event of its own.
        console.Services["/risk/limits"] = """{"halted":true,"haltReason":"again","haltBy":"trader","haltAt":"2026-01-01T12:00:00Z"}""";
        await Poll.UntilAsync(
            () => ItemsAsync(console), items => items.Any(item => Text(item, "summary") == "Trading was halted by trader: again."), Minute);
    }

    [Fact]
    public async Task Trading_that_was_never_halted_has_no_event()
    {
        await using var console = await ScriptedConsole.StartAsync("AlertInbox:EventPollMs=50");
        console.Services["/risk/limits"] = """{"halted":false,"haltReason":"never halted","haltBy":null,"haltAt":null,"resumedAt":null}""";
        await Poll.UntilAsync(() => console.Services.Reads("/risk/limits") > 2, Minute);
        Assert.Empty(await ItemsAsync(console));
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
    public async Task A_drift_is_a_banner_when_it_is_an_event_and_not_before()
    {
        await using var console = await ScriptedConsole.StartAsync("AlertInbox:EventPollMs=50", "AlertInbox:DriftSeconds=3600");
        console.Services["/paper/strategies"] = $$"""
            [{"id":"s-1","name":"momentum","state":"running","promoted":true,
              "drift":[{"symbol":"BTCUSDT","paper":"1","live":"2","difference":"1","since":"2026-01-01T10:02:00Z"}]},
             {"id":"s-2","name":"calm","state":"running","promoted":true,
              "drift":[{"symbol":"ETHUSDT","paper":"1","live":"2","difference":"1","since":"{{DateTime.UtcNow.AddMinutes(-10):O}}"}]}]
            """;
        var page = await console.OpenAsync(browser);
        await Expect(page.Locator("#alerts li")).ToHaveCountAsync(1, new() { Timeout = 30_000 });
        await Expect(page.Locator("#alerts li")).ToContainTextAsync("momentum holds another position of BTCUSDT");
        await Expect(page.Locator("#banners")).ToContainTextAsync("Live and paper differ: momentum", new() { Timeout = 30_000 });
        await Expect(page.Locator("#banners p")).ToHaveCountAsync(1);
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

    private static async Task NotifyAsync(ScriptedConsole console, string startsAt, string? endsAt, string labels, string fingerprint)
    {
        using var answer = await console.Console.NotifyAsync($$"""
            {"version":"4","alerts":[{"status":"{{(endsAt is null ? "firing" : "resolved")}}","labels":{{labels}},"annotations":{},
             "startsAt":"{{startsAt}}","endsAt":"{{endsAt ?? "0001-01-01T00:00:00Z"}}","fingerprint":"{{fingerprint}}"}]}
            """);
        answer.EnsureSuccessStatusCode();
    }

    private static async Task<List<JsonElement>> ItemsAsync(ScriptedConsole console) =>
        [.. (await console.Console.Http.GetFromJsonAsync<JsonElement>("/alerts")).EnumerateArray()];

    private static string? Text(JsonElement item, string property) => item.GetProperty(property).GetString();
}
