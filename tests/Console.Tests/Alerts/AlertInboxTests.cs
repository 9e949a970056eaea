using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Trading.Testing;

namespace Trading.WebConsole.Tests.Alerts;

/// <summary>The inbox over HTTP as Alertmanager and people use it, on SQLite and on a real PostgreSQL.</summary>
public sealed class AlertInboxTests(RealServers servers)
{
    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task An_episode_is_one_row_that_resolves_however_often_it_is_notified(string provider)
    {
        await using var console = await RunningConsole.StartAsync(await SettingsAsync(provider));
        await PostAsync(console, Payload("firing", "a", 0));
        await PostAsync(console, Payload("firing", "a", 0));
        var firing = Assert.Single(await ItemsAsync(console, "/alerts?state=firing"));
        Assert.Equal("ServiceDown", firing.GetProperty("name").GetString());
        Assert.Equal("critical", firing.GetProperty("severity").GetString());
        Assert.Equal("/runbooks/ServiceDown", firing.GetProperty("runbook").GetString());
        Assert.Equal(2, firing.GetProperty("notifications").GetInt32());
        Assert.Equal(JsonValueKind.Null, firing.GetProperty("endsAt").ValueKind);

        await PostAsync(console, Payload("resolved", "a", 0));
        await PostAsync(console, Payload("firing", "a", 0));
        Assert.Empty(await ItemsAsync(console, "/alerts?state=firing"));
        var resolved = Assert.Single(await ItemsAsync(console, "/alerts"));
        Assert.Equal("resolved", resolved.GetProperty("state").GetString());
        Assert.Equal("2026-01-01T01:00:00Z", resolved.GetProperty("endsAt").GetString());
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task The_history_is_paged_newest_first_and_none_is_lost_between_pages(string provider)
    {
        await using var console = await RunningConsole.StartAsync(await SettingsAsync(provider));
        for (var minute = 0; minute < 7; minute++)
        {
            await PostAsync(console, Payload("firing", "a", minute));
        }

        var seen = new List<string>();
        var cursor = string.Empty;
        do
        {
            using var page = await console.Http.GetAsync("/alerts?limit=3" + cursor);
            var items = await page.Content.ReadFromJsonAsync<JsonElement>();
            seen.AddRange(items.EnumerateArray().Select(item => item.GetProperty("startsAt").GetString()!));
            cursor = page.Headers.TryGetValues("X-Next-Cursor", out var next) ? "&cursor=" + next.Single() : string.Empty;
        }
        while (cursor.Length > 0);
        Assert.Equal(Enumerable.Range(0, 7).Reverse().Select(minute => $"2026-01-01T00:0{minute}:00Z"), seen);
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task A_name_that_no_rule_has_is_the_callers_mistake(string provider)
    {
        await using var console = await RunningConsole.StartAsync(await SettingsAsync(provider));
        foreach (var name in (string[])["a%00b", new string('n', 129)])
        {
            using var refused = await console.Http.GetAsync("/alerts?name=" + name);
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        }
    }

    private async Task<string[]> SettingsAsync(string provider) => provider == "Sqlite"
        ? []
        : ["Database:Provider=Postgres", $"Database:ConnectionString={await servers.CreateDatabaseAsync()}"];

    private static async Task PostAsync(RunningConsole console, string body)
    {
        using var answer = await console.NotifyAsync(body);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
    }

    private static async Task<List<JsonElement>> ItemsAsync(RunningConsole console, string path) =>
        [.. (await console.Http.GetFromJsonAsync<JsonElement>(path)).EnumerateArray()];

    private static string Payload(string status, string fingerprint, int minute) => string.Create(CultureInfo.InvariantCulture, $$"""
        {"version":"4","groupKey":"{}","status":"{{status}}","receiver":"inbox","groupLabels":{},"commonLabels":{},"commonAnnotations":{},"externalURL":"http://am",
         "alerts":[{"status":"{{status}}","labels":{"alertname":"ServiceDown","severity":"critical","service":"scanner"},
         "annotations":{"summary":"scanner is down","description":"No scrape for 1 m.","runbook_url":"/runbooks/ServiceDown"},
         "startsAt":"2026-01-01T00:0{{minute}}:00Z","endsAt":"{{(status == "resolved" ? "2026-01-01T01:00:00Z" : "0001-01-01T00:00:00Z")}}",
         "generatorURL":"http://prom","fingerprint":"{{fingerprint}}"}]}
        """);
}
