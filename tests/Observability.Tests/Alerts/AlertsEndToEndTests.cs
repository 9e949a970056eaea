using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Npgsql;
using Trading.AppHost.Servers;
using Trading.Observability.Tests.Running;
using Trading.Testing;
using Trading.Testing.Servers;

namespace Trading.Observability.Tests.Alerts;

/// <summary>
/// Real faults on the running system, real Prometheus and Alertmanager: the shipped expressions fire, the alert arrives in the
/// product's inbox, and it resolves. In the copies of rules and routes time alone is scaled: five minutes of a rate are 20 seconds,
/// every <c>for</c> is 5. Thresholds are the shipped ones.
/// </summary>
[Collection(SystemAlone.Name)]
public sealed partial class AlertsEndToEndTests(RealServers servers) : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly string _rules = Directory.CreateTempSubdirectory("trading-rules-").FullName;
    private readonly HttpClient _http = new();
    private ObservedSystem _system = new();
    private SlowLink? _database;

    public async ValueTask InitializeAsync()
    {
        var database = new NpgsqlConnectionStringBuilder(await servers.CreateDatabaseAsync());
        database.Port = (_database = new SlowLink(database.Port)).Port;
        _system = new ObservedSystem(database.ConnectionString);
        await _system.StartAsync();
        foreach (var file in Directory.EnumerateFiles(InfraFiles.PathOf("prometheus", "rules"), "*.yml"))
        {
            await File.WriteAllTextAsync(Path.Combine(_rules, Path.GetFileName(file)), For().Replace(Range().Replace(await File.ReadAllTextAsync(file), "[20s]"), "for: 5s"));
        }

        var routes = Wait().Replace(
            ObserverConfiguration.Alertmanager(new Uri(_system.ConsoleUrl), ObserverSettings.None, _ => _system.WebhookTokenFile),
            "$1: 1s");
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

        await Task.WhenAll(HaltAsync(), StormAsync(), SlowDatabaseAsync());
        await DisconnectAsync();
        await SlowVenueAsync();
        await KillVenueAsync();
        await ExpectAsync("OrderLatencyCritical", "resolved", "trading");
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _system.DisposeAsync();
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }

        Directory.Delete(_rules, recursive: true);
    }

    private async Task HaltAsync()
    {
        await PostAsync("/risk/halt", "{}");
        await ExpectAsync("TradingHalted", "firing", "trading");
        await PostAsync("/risk/resume", "{}");
        await ExpectAsync("TradingHalted", "resolved", "trading");
    }

    /// <summary>
    /// Every fourth call is refused while a long download has many of them in flight. The weight gate does what it is for: nobody calls
    /// for the second that the venue asks for. Then all go on at once, so each second still brings several refusals.
    /// </summary>
    private async Task StormAsync()
    {
        await FaultAsync("""{"http429":0.25}""");
        var end = DateTime.UtcNow.Date;
        var download = await PostAsync("/downloads", string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"venue":"simulator","kind":"bars","symbols":["BTCUSDT","ETHUSDT"],"interval":"1m","start":"{{end.AddDays(-180):O}}","end":"{{end:O}}","source":"rest"}"""));
        await ExpectAsync("High429ErrorRate", "firing", "trading");
        await FaultAsync("{}");
        await SendAsync(HttpMethod.Delete, $"{_system.TradingUrl}/downloads/{download.GetProperty("id").GetString()}");
        await ExpectAsync("High429ErrorRate", "resolved", "trading");
    }

    private async Task SlowDatabaseAsync()
    {
        Assert.NotNull(_database);
        _database.Delay = TimeSpan.FromMilliseconds(150);
        await ExpectAsync("SlowDatabaseQueries", "firing", "trading");
        _database.Delay = TimeSpan.Zero;
        await ExpectAsync("SlowDatabaseQueries", "resolved", "trading");
    }

    /// <summary>The venue lives and answers, but no stream lasts.</summary>
    private async Task DisconnectAsync()
    {
        await FaultAsync("""{"disconnectEvery":0.1}""");
        await ExpectAsync("WebSocketDisconnected", "firing", "trading");
        await FaultAsync("{}");
        await ExpectAsync("WebSocketDisconnected", "resolved", "trading");
    }

    private async Task SlowVenueAsync()
    {
        await FaultAsync("""{"latencyMs":2600}""");
        await ExpectAsync("OrderLatencyCritical", "firing", "trading");
        await FaultAsync("{}");
    }

    /// <summary>The venue's process is killed, so nobody says goodbye: its scrape fails, streams break, orders find nobody.</summary>
    private async Task KillVenueAsync()
    {
        await _system.KillVenueAsync();
        await ExpectAsync("ServiceDown", "firing", "exchange-simulator");
        await ExpectAsync("WebSocketDisconnected", "firing", "trading");
        await ExpectAsync("LpDisconnected", "firing", "trading");
        await _system.StartVenueAsync();
        await ExpectAsync("ServiceDown", "resolved", "exchange-simulator");
        await ExpectAsync("WebSocketDisconnected", "resolved", "trading");
        await ExpectAsync("LpDisconnected", "resolved", "trading");
    }

    private async Task ExpectAsync(string alert, string state, string service) => await Poll.UntilAsync(
        async () => (await GetAsync($"{_system.ConsoleUrl}/alerts?name={alert}&limit=1")).ToString(),
        text => text.Contains($"\"state\":\"{state}\"", StringComparison.Ordinal) && text.Contains($"\"service\":\"{service}\"", StringComparison.Ordinal),
        Patience,
        $"{alert} {state}");

    private async Task<JsonElement> GetAsync(string url) => await _http.GetFromJsonAsync<JsonElement>(url);

    private Task<JsonElement> PostAsync(string path, string body) => SendAsync(HttpMethod.Post, _system.TradingUrl + path, body);

    private Task<JsonElement> FaultAsync(string body) => SendAsync(HttpMethod.Put, _system.VenueUrl + "/simulator/faults", body);

    private async Task<JsonElement> SendAsync(HttpMethod method, string url, string? body = null)
    {
        using var request = new HttpRequestMessage(method, url);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        request.Headers.Add("X-Api-Key", _system.AdminKey);
        using var response = await _http.SendAsync(request);
        Assert.True(response.IsSuccessStatusCode, $"{url}: {response.StatusCode} {await response.Content.ReadAsStringAsync()}");
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    [GeneratedRegex(@"\bfor: \d+[smh]\b")]
    private static partial Regex For();

    [GeneratedRegex(@"\[5m\]")]
    private static partial Regex Range();

    [GeneratedRegex(@"\b(group_wait|group_interval): \w+")]
    private static partial Regex Wait();
}
