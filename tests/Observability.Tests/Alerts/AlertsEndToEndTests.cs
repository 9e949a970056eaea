using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Trading.AppHost.Local;
using Trading.Observability.Tests.Running;
using Trading.Testing;

namespace Trading.Observability.Tests.Alerts;

/// <summary>
/// Real faults on the running system, real Prometheus and Alertmanager: the shipped expressions fire, the alert arrives in the
/// product's inbox, and it resolves. Only waiting times are shortened in the copies of rules and routes. A storm of 429 is not among
/// the faults: the weight gate pauses at the first one, which keeps the rate near the alert's threshold; its rule has its unit tests.
/// </summary>
public sealed partial class AlertsEndToEndTests(RealServers servers) : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly ObservedSystem _system = new();
    private readonly string _rules = Directory.CreateTempSubdirectory("trading-rules-").FullName;
    private readonly HttpClient _http = new();

    public async ValueTask InitializeAsync()
    {
        await _system.StartAsync();
        foreach (var file in Directory.EnumerateFiles(InfraFiles.PathOf("prometheus", "rules"), "*.yml"))
        {
            await File.WriteAllTextAsync(Path.Combine(_rules, Path.GetFileName(file)), For().Replace(await File.ReadAllTextAsync(file), "for: 5s"));
        }

        var routes = Wait().Replace(await File.ReadAllTextAsync(InfraFiles.PathOf("alertmanager", "alertmanager.yml")), "$1: 1s")
            .Replace("http://console:8080", _system.ConsoleUrl, StringComparison.Ordinal);
        var alertmanager = await servers.StartAlertmanagerAsync(routes);
        await servers.StartPrometheusAsync(string.Create(CultureInfo.InvariantCulture, $$"""
            global: { scrape_interval: 2s, scrape_timeout: 2s, evaluation_interval: 1s }
            rule_files: ['{{_rules}}/*.yml']
            alerting:
              alertmanagers:
                - static_configs: [{ targets: ['{{new Uri(((AlertmanagerServer)alertmanager.Server).Url).Authority}}'] }]
            scrape_configs:
              - job_name: trading
                honor_labels: true
                static_configs:
            {{string.Concat(_system.Targets.Select(target => $"      - {{ targets: ['{target.HostAndPort}'], labels: {{ service: {target.Service} }} }}\n"))}}
            """));
    }

    [Fact]
    public async Task Faults_fire_the_right_alerts_which_arrive_in_the_inbox_and_resolve()
    {
        await Poll.UntilAsync(async () => (await GetAsync(_system.TradingUrl + "/orders?status=filled")).GetArrayLength() > 0, Patience);

        await PostAsync("/risk/halt", "{}");
        await ExpectAsync("TradingHalted", "firing", "trading");
        await PostAsync("/risk/resume", "{}");
        await ExpectAsync("TradingHalted", "resolved", "trading");

        await _system.StopAsync("exchange-simulator");
        await ExpectAsync("ServiceDown", "firing", "exchange-simulator");
        await ExpectAsync("WebSocketDisconnected", "firing", "trading");
        await ExpectAsync("LpDisconnected", "firing", "trading");
        await _system.StartVenueAsync();
        await ExpectAsync("ServiceDown", "resolved", "exchange-simulator");
        await ExpectAsync("WebSocketDisconnected", "resolved", "trading");
        await ExpectAsync("LpDisconnected", "resolved", "trading");

        await FaultAsync("""{"latencyMs":2600}""");
        await ExpectAsync("OrderLatencyCritical", "firing", "trading");
        await FaultAsync("{}");
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _system.DisposeAsync();
        Directory.Delete(_rules, recursive: true);
    }

    private async Task ExpectAsync(string alert, string state, string service) => await Poll.UntilAsync(
        async () => (await GetAsync($"{_system.ConsoleUrl}/alerts?name={alert}&limit=1")).ToString(),
        text => text.Contains($"\"state\":\"{state}\"", StringComparison.Ordinal) && text.Contains($"\"service\":\"{service}\"", StringComparison.Ordinal),
        Patience,
        $"{alert} {state}");

    private async Task<JsonElement> GetAsync(string url) => await _http.GetFromJsonAsync<JsonElement>(url);

    private Task PostAsync(string path, string body) => SendAsync(HttpMethod.Post, _system.TradingUrl + path, body);

    private Task FaultAsync(string body) => SendAsync(HttpMethod.Put, _system.VenueUrl + "/simulator/faults", body);

    private async Task SendAsync(HttpMethod method, string url, string body)
    {
        using var request = new HttpRequestMessage(method, url) { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json") };
        request.Headers.Add("X-Api-Key", _system.AdminKey);
        using var response = await _http.SendAsync(request);
        Assert.True(response.IsSuccessStatusCode, $"{url}: {response.StatusCode} {await response.Content.ReadAsStringAsync()}");
    }

    [GeneratedRegex(@"\bfor: \d+[smh]\b")]
    private static partial Regex For();

    [GeneratedRegex(@"\b(group_wait|group_interval): \w+")]
    private static partial Regex Wait();
}
