using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Trading.WebConsole.Tests.Alerts;

/// <summary>Who may post to the inbox, and how much.</summary>
public sealed class AlertWebhookTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("another")]
    public async Task A_notification_without_the_token_is_refused_before_its_body_is_read(string? token)
    {
        await using var console = await RunningConsole.StartAsync();
        using var refused = await console.NotifyAsync("not json" + new string(' ', 1_000_000), token);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal("Bearer", refused.Headers.WwwAuthenticate.ToString());
        Assert.Equal(0, await CountAsync(console));
    }

    [Fact]
    public async Task Without_a_configured_token_the_webhook_is_closed()
    {
        await using var console = await RunningConsole.StartAsync("AlertInbox:WebhookToken=");
        foreach (var token in (string?[])[null, "", RunningConsole.WebhookToken])
        {
            using var refused = await console.NotifyAsync(Notification().ToJsonString(), token);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
            Assert.Contains("AlertInbox:WebhookToken", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        Assert.Equal(0, await CountAsync(console));
    }

    [Fact]
    public async Task Members_that_Alertmanager_may_add_are_ignored()
    {
        await using var console = await RunningConsole.StartAsync();
        var notification = Notification();
        notification["fromALaterVersion"] = new JsonObject { ["a"] = 1 };
        notification["alerts"]![0]!["fromALaterVersion"] = true;
        using var taken = await console.NotifyAsync(notification.ToJsonString());
        Assert.Equal(HttpStatusCode.NoContent, taken.StatusCode);
        using var empty = await console.NotifyAsync("{}");
        Assert.Equal(HttpStatusCode.NoContent, empty.StatusCode);
        Assert.Equal(1, await CountAsync(console));
    }

    [Fact]
    public async Task A_body_above_the_limit_is_refused()
    {
        await using var console = await RunningConsole.StartAsync();
        var notification = Notification();
        notification["commonLabels"] = new string('x', 256 * 1024);
        using var refused = await console.NotifyAsync(notification.ToJsonString());
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, refused.StatusCode);
        Assert.Equal(0, await CountAsync(console));
    }

    public static TheoryData<string, string> Impossible => new()
    {
        { "not json", "the body" },
        { "null", "null" },
        { """{"alerts":null}""", "alerts is null" },
        { """{"alerts":[null]}""", "alerts[0]" },
        { """{"alerts":[{"status":"firing"}]}""", "alerts[0]" },
        { Changed(alert => alert["status"] = "maybe"), "status" },
        { Changed(alert => alert["fingerprint"] = new string('f', 65)), "fingerprint" },
        { Changed(alert => alert["fingerprint"] = "a\0b"), "fingerprint" },
        { Changed(alert => alert["labels"] = null), "labels is null" },
        { Changed(alert => alert["labels"]!["service"] = null), "labels.service" },
        { Changed(alert => alert["labels"]!["service"] = new string('v', 513)), "labels.service" },
        { Changed(alert => alert["labels"]![new string('n', 129)] = "v"), "labels" },
        { Changed(alert => alert["labels"] = Texts(33)), "labels has more than 32" },
        { Changed(alert => alert["annotations"]!["summary"] = new string('s', 4097)), "annotations.summary" },
        { Changed(alert => alert["annotations"]!["summary"] = "a\0b"), "annotations.summary" },
        { Changed(alert => alert["annotations"] = Texts(17)), "annotations has more than 16" },
        { new JsonObject { ["alerts"] = new JsonArray([.. Enumerable.Range(0, 101).Select(i => Alert($"f{i}"))]) }.ToJsonString(), "more than 100" },
    };

    [Theory]
    [MemberData(nameof(Impossible))]
    public async Task What_is_no_real_notification_is_refused_with_the_place_and_changes_nothing(string body, string place)
    {
        await using var console = await RunningConsole.StartAsync();
        using var refused = await console.NotifyAsync(body);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        var problem = await refused.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("badNotification", problem.GetProperty("code").GetString());
        Assert.Contains(place, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, await CountAsync(console));
    }

    [Fact]
    public async Task The_store_keeps_a_bounded_number_of_alerts_and_firing_ones_longest()
    {
        await using var console = await RunningConsole.StartAsync("AlertInbox:MaxStoredAlerts=10");
        using (await console.NotifyAsync(Changed(alert => alert["fingerprint"] = "fires")))
        {
            for (var i = 0; i < 30; i++)
            {
                var number = i;
                using var taken = await console.NotifyAsync(Changed(alert => (alert["status"], alert["fingerprint"]) = ("resolved", $"r{number}")));
                Assert.Equal(HttpStatusCode.NoContent, taken.StatusCode);
            }
        }

        var kept = await console.Http.GetFromJsonAsync<JsonElement>("/alerts?limit=500");
        Assert.Equal(
            ["r29", "r28", "r27", "r26", "r25", "r24", "r23", "r22", "r21", "fires"],
            kept.EnumerateArray().Select(alert => alert.GetProperty("fingerprint").GetString()!));
    }

    private static string Changed(Action<JsonNode> change)
    {
        var notification = Notification();
        change(notification["alerts"]![0]!);
        return notification.ToJsonString();
    }

    private static JsonObject Notification() => new() { ["version"] = "4", ["status"] = "firing", ["alerts"] = new JsonArray(Alert("one")) };

    private static JsonNode Alert(string fingerprint) => new JsonObject
    {
        ["status"] = "firing",
        ["labels"] = new JsonObject { ["alertname"] = "ServiceDown", ["severity"] = "critical", ["service"] = "scanner" },
        ["annotations"] = new JsonObject { ["summary"] = "scanner is down" },
        ["startsAt"] = "2026-01-01T00:00:00Z",
        ["endsAt"] = "0001-01-01T00:00:00Z",
        ["fingerprint"] = fingerprint,
    };

    private static JsonObject Texts(int count) => new(Enumerable.Range(0, count).Select(i => KeyValuePair.Create<string, JsonNode?>($"n{i}", "v")));

    private static async Task<int> CountAsync(RunningConsole console) => (await console.Http.GetFromJsonAsync<JsonElement>("/alerts")).GetArrayLength();
}
