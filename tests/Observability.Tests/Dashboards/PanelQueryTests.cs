using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Trading.AppHost.Servers;
using Trading.Observability.Tests.Running;
using Trading.Testing;
using Trading.Testing.Servers;

namespace Trading.Observability.Tests.Dashboards;

/// <summary>Every query of every dashboard, asked of a real Prometheus that scrapes the running system.</summary>
[Collection(SystemAlone.Name)]
public sealed partial class PanelQueryTests(RealServers servers)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private int _hour;
    private long _used;

    [Fact]
    public async Task Every_panel_variable_and_annotation_has_data()
    {
        await using var system = new ObservedSystem();
        await system.StartAsync();
        var prometheus = await servers.StartPrometheusAsync(Configuration(system));
        using var api = new PrometheusApi(((PrometheusServer)prometheus.Server).Url);
        await Poll.UntilAsync(() => api.HasDataAsync("sum(rate(orders_total{status=\"filled\"}[1m])) > 0"), Patience);

        var silent = DashboardFile.All.SelectMany(file => file.Panels.SelectMany(panel => panel.Expressions.Select(expression => (File: file, Panel: panel, Query: file.Filled(expression)))))
            .ToList();
        foreach (var entry in silent.Where(entry => entry.Panel.IsPending || entry.Panel.IsAfterAnEvent))
        {
            await api.QueryAsync(entry.Query);
        }

        silent.RemoveAll(entry => entry.Panel.IsPending || entry.Panel.IsAfterAnEvent);
        await Poll.UntilAsync(
            async () =>
            {
                if (Stopwatch.GetElapsedTime(_used) > TimeSpan.FromSeconds(5))
                {
                    await UseAsync(system);
                    _used = Stopwatch.GetTimestamp();
                }

                foreach (var entry in silent.ToList())
                {
                    if (await api.HasDataAsync(entry.Query))
                    {
                        silent.Remove(entry);
                    }
                }

                return string.Join('\n', silent.Select(entry => $"{entry.File.Name}, {entry.Panel.Title}: {entry.Query}"));
            },
            text => text.Length == 0,
            Patience);

        foreach (var query in QueryPage.All)
        {
            await api.QueryAsync(query);
        }

        await LegendsAreFilledAsync(api);
        await LabelsOfTheScrapeAreRightAsync(api, system);
        foreach (var file in DashboardFile.All)
        {
            foreach (var (name, query) in file.Variables)
            {
                var parts = query["label_values(".Length..^1].Split(", ");
                Assert.True((await api.LabelValuesAsync(parts[0], parts[1])).Count > 0, $"{file.Name}: ${name} has no values");
            }

            foreach (var expression in file.AnnotationExpressions)
            {
                await api.QueryAsync(expression);
            }
        }
    }

    /// <summary>Every series has the service of its target; what has a service label of its own keeps it.</summary>
    private static async Task LabelsOfTheScrapeAreRightAsync(PrometheusApi api, ObservedSystem system)
    {
        foreach (var (service, address) in system.Targets)
        {
            Assert.True(await api.HasDataAsync($"up{{job=\"trading\",service=\"{service}\",instance=\"{address}\"}} == 1"), service);
            Assert.True(await api.HasDataAsync($"trading_uptime_seconds{{service=\"{service}\"}}"), service);
        }

        Assert.False(await api.HasDataAsync("{__name__=~\".+\",service=\"\",job!=\"\"}"));
        Assert.Empty(await api.LabelValuesAsync("trading_errors_total", "exported_service"));
        Assert.Contains("all-in-one", await api.LabelValuesAsync("trading_errors_total", "service"));
    }

    /// <summary>What people do: look at prices and bars of any second, and fetch some history.</summary>
    private async Task UseAsync(ObservedSystem system)
    {
        using var http = new HttpClient { BaseAddress = new Uri(system.TradingUrl) };
        http.DefaultRequestHeaders.Add("X-Api-Key", system.AdminKey);
        foreach (var path in (string[])["/market/prices", "/market/bars/BTCUSDT?interval=1s&fill=forward&limit=500", "/paper/accounts", "/orders?limit=10"])
        {
            using var answer = await http.GetAsync(path);
            Assert.True(answer.IsSuccessStatusCode, path);
        }

        var hour = _hour++;
        var start = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddHours(hour);
        using var download = await http.PostAsJsonAsync(
            "/downloads", new { venue = "simulator", kind = "bars", symbols = (string[])["BTCUSDT"], interval = "1m", start, end = start.AddHours(1), source = "rest" });
        Assert.True(download.IsSuccessStatusCode, await download.Content.ReadAsStringAsync());
    }

    /// <summary>Each name in a legend must be a label of every line, or the line would be called by nothing.</summary>
    private static async Task LegendsAreFilledAsync(PrometheusApi api)
    {
        foreach (var (file, panel) in DashboardFile.All.SelectMany(file => file.Panels.Where(panel => !panel.IsPending && !panel.IsAfterAnEvent).Select(panel => (file, panel))))
        {
            foreach (var target in panel.Json.GetProperty("targets").EnumerateArray())
            {
                var legend = LegendLabel().Matches(target.GetProperty("legendFormat").GetString()!).Select(match => match.Groups[1].Value).ToArray();
                foreach (var sample in await api.QueryAsync(file.Filled(target.GetProperty("expr").GetString()!)))
                {
                    Assert.All(legend, label => Assert.True(sample.GetProperty("metric").TryGetProperty(label, out _), $"{file.Name}, {panel.Title}: no label {label} in {sample}"));
                }
            }
        }
    }

    /// <summary>As AppHost writes it, looked at more often.</summary>
    private static string Configuration(ObservedSystem system) => ObserverConfiguration
        .Prometheus(
            system.Targets.Select(target => new ScrapeTarget(target.Service, target.HostAndPort)),
            null,
            ObserverSettings.None,
            Path.GetFullPath)
        .Replace("_interval: 5s", "_interval: 1s", StringComparison.Ordinal);

    [GeneratedRegex(@"\{\{\s*(\w+)\s*\}\}")]
    private static partial Regex LegendLabel();
}
