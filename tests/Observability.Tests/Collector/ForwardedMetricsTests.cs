using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Trading.AppHost.Servers;
using Trading.Observability.Tests.Running;
using Trading.Testing;
using Trading.Testing.Servers;

namespace Trading.Observability.Tests.Collector;

/// <summary>What Prometheus makes of the collector's own address, with the configuration that AppHost writes.</summary>
public sealed class ForwardedMetricsTests(RealServers servers)
{
    /// <summary>As the collector's Prometheus exporter labels them: job is the resource's service.namespace and service.name.</summary>
    private const string Forwarded = """
        # TYPE own_strategy_pnl gauge
        own_strategy_pnl{job="mine/strategy",instance="a"} 7
        # TYPE trading_uptime_seconds gauge
        trading_uptime_seconds{job="trading/market-data",instance="b"} 5

        """;

    [Fact]
    public async Task Metrics_of_others_come_through_it_and_the_services_do_not_count_twice()
    {
        var url = $"http://127.0.0.1:{FreePort.Next()}";
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url);
        await using var exporter = builder.Build();
        exporter.MapGet("/metrics", () => Forwarded.ReplaceLineEndings("\n"));
        await exporter.StartAsync(TestContext.Current.CancellationToken);
        var configuration = ObserverConfiguration.Prometheus(
            [new ScrapeTarget(ServerCatalogue.Collector, new Uri(url).Authority)], null, ObserverSettings.None, Path.GetFullPath);
        var prometheus = await servers.StartPrometheusAsync(configuration.Replace("_interval: 5s", "_interval: 1s", StringComparison.Ordinal));
        using var api = new PrometheusApi(((PrometheusServer)prometheus.Server).Url);

        await Poll.UntilAsync(() => api.HasDataAsync("own_strategy_pnl{job=\"mine/strategy\",service=\"otel-collector\"} == 7"), TimeSpan.FromSeconds(60));
        Assert.False(await api.HasDataAsync("trading_uptime_seconds"));
    }
}
