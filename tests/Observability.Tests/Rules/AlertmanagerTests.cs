using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Trading.AppHost;
using Trading.AppHost.Servers;
using Trading.Testing;
using Trading.Testing.Servers;
using YamlDotNet.RepresentationModel;

namespace Trading.Observability.Tests.Rules;

public sealed class AlertmanagerTests(RealServers servers)
{
    private static readonly ObserverSettings Full = Settings(
        ("Alerts:SlackUrl", "https://hooks.example/T0/B0/x"),
        ("Alerts:WebhookUrl", "https://alerts.example/hook?a='b'"),
        ("Alerts:WebhookToken", "w"),
        ("Alerts:MailTo", "me@example.org,you@example.org"),
        ("Alerts:MailServer", "mail.example.org:587"),
        ("Alerts:MailUser", "it's me"),
        ("Alerts:MailPassword", "p"));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Configuration_is_valid_and_severity_decides_who_gets_an_alert(bool isFull)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, Text(isFull ? Full : ObserverSettings.None));
        var (exitCode, output) = await Tool.RunAsync("amtool", "check-config", file);
        Assert.True(exitCode == 0, output);
        foreach (var (severity, receiver) in new[] { ("critical", "page"), ("warning", "ticket"), ("info", "inbox") })
        {
            (exitCode, output) = await Tool.RunAsync(
                "amtool", "config", "routes", "test", "--config.file=" + file, "--verify.receivers=" + receiver, "severity=" + severity);
            Assert.True(exitCode == 0, output);
        }

        File.Delete(file);
    }

    [Theory]
    [InlineData(false, "page", "webhook_configs")]
    [InlineData(false, "ticket", "webhook_configs")]
    [InlineData(false, "inbox", "webhook_configs")]
    [InlineData(true, "page", "email_configs,slack_configs,webhook_configs,webhook_configs")]
    [InlineData(true, "ticket", "email_configs,slack_configs,webhook_configs,webhook_configs")]
    [InlineData(true, "inbox", "webhook_configs")]
    public void Each_receiver_sends_to_the_inbox_and_also_when_the_alert_is_over(bool isFull, string receiver, string ways)
    {
        var file = InfraFiles.YamlText(Text(isFull ? Full : ObserverSettings.None));
        var found = ((YamlSequenceNode)file["receivers"]).Cast<YamlMappingNode>().Single(entry => entry["name"].ToString() == receiver);
        var targets = found.Children.Where(entry => entry.Key.ToString() != "name")
            .SelectMany(entry => ((YamlSequenceNode)entry.Value).Select(target => (Way: entry.Key.ToString(), Target: target))).ToList();
        Assert.Equal(ways, string.Join(',', targets.Select(target => target.Way).Order(StringComparer.Ordinal)));
        Assert.All(targets, target => Assert.Equal("true", target.Target["send_resolved"].ToString()));
        var inbox = targets.First(target => target.Way == "webhook_configs").Target;
        Assert.Equal($"http://console:{ServicePorts.All[ServicePorts.Console]}/alerts/webhook", inbox["url"].ToString());
        Assert.Equal(
            $"{ServerDefinition.SecretFolder}/{ServerCatalogue.AlertWebhookToken}",
            inbox["http_config"]["authorization"]["credentials_file"].ToString());
    }

    [Fact]
    public async Task What_explains_an_alert_silences_it_and_nothing_else()
    {
        var console = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        var server = await servers.StartAlertmanagerAsync(
            ObserverConfiguration.Alertmanager(console, ObserverSettings.None, _ => "/no/such/file"));
        using var http = new HttpClient { BaseAddress = new Uri(((AlertmanagerServer)server.Server).Url) };
        await http.PostAsJsonAsync("/api/v2/alerts", new[]
        {
            Alert("ServiceDown", "critical", "service", "scanner"),
            Alert("HighErrorRate", "critical", "errors", "scanner"),
            Alert("HighErrorRate", "critical", "errors", "console"),
            Alert("MarginCritical", "critical", "margin", "order-execution", account: "main"),
            Alert("MarginHigh", "warning", "margin", "order-execution", account: "main"),
            Alert("MarginHigh", "warning", "margin", "order-execution", account: "other"),
            Alert("SloBudgetBurnFast", "critical", "slo", "", slo: "lp-uptime"),
            Alert("SloBudgetBurnSlow", "warning", "slo", "", slo: "lp-uptime"),
            Alert("SloBudgetBurnSlow", "warning", "slo", "", slo: "order-latency"),
        });
        Assert.Equal(
            "HighErrorRate scanner, MarginHigh main, SloBudgetBurnSlow lp-uptime",
            await Poll.UntilAsync(
                async () =>
                {
                    var all = (await http.GetFromJsonAsync<JsonElement>("/api/v2/alerts")).EnumerateArray().ToArray();
                    return all.Length < 9 ? "" : string.Join(", ", all.Where(IsInhibited).Select(Name).Order(StringComparer.Ordinal));
                },
                inhibited => inhibited.Count(letter => letter == ',') >= 2,
                TimeSpan.FromSeconds(30)));
    }

    private static string Text(ObserverSettings settings) => ObserverConfiguration.Alertmanager((name, port) => $"{name}:{port}", settings);

    private static ObserverSettings Settings(params (string Key, string Value)[] settings) => ObserverSettings.Read(
        new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build());

    private static bool IsInhibited(JsonElement alert) => alert.GetProperty("status").GetProperty("inhibitedBy").GetArrayLength() > 0;

    private static string Name(JsonElement alert)
    {
        var labels = alert.GetProperty("labels");
        var about = new[] { "account", "slo", "service" }.First(label => labels.TryGetProperty(label, out _));
        return $"{labels.GetProperty("alertname")} {labels.GetProperty(about)}";
    }

    private static object Alert(string name, string severity, string topic, string service, string? account = null, string? slo = null) => new
    {
        labels = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["alertname"] = name,
            ["severity"] = severity,
            ["topic"] = topic,
            ["service"] = service,
            ["account"] = account ?? "",
            ["slo"] = slo ?? "",
        },
    };
}
