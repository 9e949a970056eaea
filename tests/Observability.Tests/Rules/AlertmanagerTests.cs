using System.Net.Http.Json;
using System.Text.Json;
using Trading.AppHost;
using Trading.AppHost.Servers;
using Trading.Testing;
using Trading.Testing.Servers;
using YamlDotNet.RepresentationModel;

namespace Trading.Observability.Tests.Rules;

public sealed class AlertmanagerTests(RealServers servers)
{
    private const string Inbox = "alertmanager.yml";
    private const string Full = "alertmanager.full.yml";

    [Theory]
    [InlineData(Inbox)]
    [InlineData(Full)]
    public async Task Configuration_is_valid(string file)
    {
        var (exitCode, output) = await Tool.RunAsync("amtool", "check-config", InfraFiles.PathOf("alertmanager", file));
        Assert.True(exitCode == 0, output);
    }

    [Theory]
    [InlineData(Inbox, "critical", "page")]
    [InlineData(Inbox, "warning", "ticket")]
    [InlineData(Inbox, "info", "inbox")]
    [InlineData(Full, "critical", "page")]
    [InlineData(Full, "warning", "ticket")]
    [InlineData(Full, "info", "inbox")]
    public async Task Severity_decides_who_is_told(string file, string severity, string receiver)
    {
        var (exitCode, output) = await Tool.RunAsync(
            "amtool", "config", "routes", "test", "--config.file=" + InfraFiles.PathOf("alertmanager", file), "--verify.receivers=" + receiver, "severity=" + severity);
        Assert.True(exitCode == 0, output);
    }

    [Theory]
    [InlineData(Inbox, "page", "webhook_configs")]
    [InlineData(Inbox, "ticket", "webhook_configs")]
    [InlineData(Inbox, "inbox", "webhook_configs")]
    [InlineData(Full, "page", "email_configs,slack_configs,webhook_configs")]
    [InlineData(Full, "ticket", "email_configs,webhook_configs")]
    [InlineData(Full, "inbox", "webhook_configs")]
    public void Each_receiver_tells_the_inbox_and_also_when_it_is_over(string file, string receiver, string ways)
    {
        var found = ((YamlSequenceNode)InfraFiles.Yaml("alertmanager", file)["receivers"]).Cast<YamlMappingNode>().Single(entry => entry["name"].ToString() == receiver);
        Assert.Equal(ways, string.Join(',', found.Children.Keys.Select(key => key.ToString()).Where(key => key != "name").Order(StringComparer.Ordinal)));
        foreach (var way in ways.Split(','))
        {
            var target = Assert.Single((YamlSequenceNode)found[way]);
            Assert.Equal("true", target["send_resolved"].ToString());
            Assert.True(way != "webhook_configs" || target["url"].ToString() == $"http://console:{ServicePorts.All[ServicePorts.Console]}/alerts/webhook");
            Assert.True(way != "webhook_configs" || target["http_config"]["authorization"]["credentials_file"].ToString() == $"{ServerDefinition.SecretFolder}/{ServerCatalogue.AlertWebhookToken}");
        }
    }

    [Fact]
    public void Both_files_route_and_inhibit_alike()
    {
        foreach (var part in (string[])["route", "inhibit_rules"])
        {
            Assert.Equal(InfraFiles.Yaml("alertmanager", Inbox)[part].ToString(), InfraFiles.Yaml("alertmanager", Full)[part].ToString());
        }
    }

    [Fact]
    public async Task What_explains_an_alert_silences_it_and_nothing_else()
    {
        var server = await servers.StartAlertmanagerAsync(ObserverConfiguration.Alertmanager(_ => $"http://127.0.0.1:{FreePort.Next()}", _ => "/no/such/file"));
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
