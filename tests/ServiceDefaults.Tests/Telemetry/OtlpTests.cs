using System.Diagnostics;
using System.Text;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using Trading.ServiceDefaults.Metrics.Hot;
using Trading.ServiceDefaults.Tests.Hosting;
using Trading.ServiceDefaults.Tests.Messaging;
using Trading.Testing;

namespace Trading.ServiceDefaults.Tests.Telemetry;

public sealed class OtlpTests
{
    private const string Secret = "s3cr3t-Value-42";

    [Fact]
    public async Task Traces_metrics_and_logs_reach_a_collector_named_and_without_secrets()
    {
        await using var collector = await Collector.StartAsync();
        var host = await RunningHost.StartAsync(
            new TestModule("otlp-module")
            {
                TelemetrySources = ["Trading.Otlp"],
                Endpoints = endpoints => endpoints.MapGet(
                    "/thing/{id}", string (string id, string signature) => throw new InvalidOperationException($"token={signature} of {id}")),
            },
            ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Url),
            ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
            ("OTEL_BSP_SCHEDULE_DELAY", "200"),
            ("Telemetry:MetricExportIntervalSeconds", "1"));
        host.App.Services.GetRequiredService<HotMeters>().Histogram("hot_otlp_seconds").Bind(("kind", "a")).Record(0.2);
        await host.Http.GetAsync($"/thing/17?signature={Secret}");
        using (SuppressInstrumentationScope.Begin())
        {
            await host.Http.GetAsync("/health");
        }

        host.App.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Some.Category").LogWarning("Key {ApiKey} of {Venue}", Secret, "binance");

        await Poll.UntilAsync(
            () => collector.Of("traces").Contains("/thing/{id}", StringComparison.Ordinal)
                && collector.Of("metrics").Contains("api_requests_total", StringComparison.Ordinal)
                && collector.Of("metrics").Contains("hot_otlp_seconds_bucket", StringComparison.Ordinal)
                && collector.Of("logs").Contains("Some.Category", StringComparison.Ordinal),
            TimeSpan.FromSeconds(30));
        var probe = new Uri(host.Http.BaseAddress!, "/health").ToString();
        await host.DisposeAsync();

        foreach (var signal in new[] { "traces", "metrics", "logs" })
        {
            Assert.Contains("otlp-module", collector.Of(signal), StringComparison.Ordinal);
            Assert.Contains("deployment.environment.name", collector.Of(signal), StringComparison.Ordinal);
            Assert.Contains("service.instance.id", collector.Of(signal), StringComparison.Ordinal);
            Assert.DoesNotContain(Secret, collector.Of(signal), StringComparison.Ordinal);
        }

        Assert.Contains("GET /thing/{id}", collector.Of("traces"), StringComparison.Ordinal);
        Assert.Contains("InvalidOperationException", collector.Of("traces"), StringComparison.Ordinal);

        // Activity sources are the process's: calls that other tests make to probes of their own hosts may be seen here too.
        Assert.DoesNotContain(probe, collector.Of("traces"), StringComparison.Ordinal);
        Assert.DoesNotContain("GET /health", collector.Of("traces"), StringComparison.Ordinal);
        Assert.Contains("binance", collector.Of("logs"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_planted_secret_reaches_no_signal_from_the_exception_of_a_consumer()
    {
        await using var collector = await Collector.StartAsync();
        await using var host = await RunningHost.StartAsync(
            new TestModule { Services = services => services.AddSingleton<Received>(), Consumers = bus => bus.AddConsumer<PingConsumer>() },
            ("Telemetry:CollectorUrl", collector.Url),
            ("OTEL_BSP_SCHEDULE_DELAY", "200"),
            ("Telemetry:MetricExportIntervalSeconds", "1"));
        var text = $"https://venue/order?signature={Secret} with apiKey={Secret} and Password={Secret};";
        await host.App.Services.GetRequiredService<IBus>().Publish(new PlatformPing(text, Fails: true));

        await Poll.UntilAsync(
            () => Task.FromResult(string.Join(
                ", ", new[] { "traces", "logs" }.Where(signal => !collector.Of(signal).Contains("cannot take", StringComparison.Ordinal)))),
            missing => missing.Length == 0,
            TimeSpan.FromSeconds(60));
        Assert.All(["traces", "metrics", "logs"], signal => Assert.DoesNotContain(Secret, collector.Of(signal), StringComparison.Ordinal));
        Assert.DoesNotContain(Secret, await host.Http.GetStringAsync("/metrics") + host.Logs.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_environment_names_the_service_and_its_instance_in_every_signal()
    {
        await using var collector = await Collector.StartAsync();
        await using var host = await RunningHost.StartAsync(
            new TestModule("own-name"),
            ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Url),
            ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
            ("OTEL_BSP_SCHEDULE_DELAY", "200"),
            ("OTEL_SERVICE_NAME", "given-name"),
            ("OTEL_RESOURCE_ATTRIBUTES", $"service.instance.id=instance%2D7, team=desk,api_key={Secret},service.name=other"),
            ("Telemetry:MetricExportIntervalSeconds", "1"));
        await host.Http.GetAsync("/nowhere");
        Log(host).LogWarning("Here");

        string[] signals = ["traces", "metrics", "logs"];
        await Poll.UntilAsync(() => signals.All(signal => collector.Of(signal).Contains("instance-7", StringComparison.Ordinal)), TimeSpan.FromSeconds(30));
        Assert.All(signals, signal =>
        {
            Assert.Contains("given-name", collector.Of(signal), StringComparison.Ordinal);
            Assert.DoesNotContain("own-name", collector.Of(signal), StringComparison.Ordinal);
            Assert.DoesNotContain(Secret, collector.Of(signal), StringComparison.Ordinal);
        });
        var target = (await host.Http.GetStringAsync("/metrics")).Split('\n').Single(line => line.StartsWith("target_info{", StringComparison.Ordinal));
        Assert.Contains("service_instance_id=\"instance-7\",service_name=\"given-name\"", target, StringComparison.Ordinal);
        Assert.Contains("team=\"desk\"", target, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, target, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_collector_gets_the_same_as_the_address_in_the_environment()
    {
        await using var dashboard = await Collector.StartAsync();
        await using var collector = await Collector.StartAsync();
        await using (var host = await RunningHost.StartAsync(
            new TestModule("two-ways"),
            ("OTEL_EXPORTER_OTLP_ENDPOINT", dashboard.Url),
            ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
            ("OTEL_BSP_SCHEDULE_DELAY", "200"),
            ("Telemetry:CollectorUrl", collector.Url + "/"),
            ("Telemetry:MetricExportIntervalSeconds", "1")))
        {
            await host.Http.GetAsync("/nowhere");
            host.App.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Two.Ways").LogWarning("Told twice");
            await Poll.UntilAsync(() => Task.FromResult($"{Missing(dashboard)} / {Missing(collector)}"), missing => missing == " / ", TimeSpan.FromSeconds(30));
        }
    }

    [Fact]
    public async Task Loki_gets_the_logs_at_its_own_path_and_nothing_else()
    {
        await using var loki = await Collector.StartAsync();
        await using var host = await RunningHost.StartAsync(new TestModule("to-loki"), ("Telemetry:LokiUrl", loki.Url));
        Log(host).LogWarning("Lag of {Seconds} s, paid {Amount}, password {Password}", 1.5, 10.500m, Secret);
        await Poll.UntilAsync(() => loki.At("/otlp/v1/logs").Contains("Lag of 1.5 s, paid 10.500, password [redacted]", StringComparison.Ordinal), TimeSpan.FromSeconds(30));

        Assert.Contains("to-loki", loki.At("/otlp/v1/logs"), StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, loki.At("/otlp/v1/logs"), StringComparison.Ordinal);
        Assert.Equal(string.Empty, loki.Of("traces") + loki.Of("logs") + loki.Of("metrics"));
    }

    [Fact]
    public async Task Logs_carry_the_trace_the_span_and_the_headers_of_the_environment()
    {
        await using var collector = await Collector.StartAsync();
        await using var host = await RunningHost.StartAsync(
            new TestModule(),
            ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Url),
            ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
            ("OTEL_EXPORTER_OTLP_HEADERS", "x-other=1,x-sender=me=="));
        using var activity = new Activity("work").SetIdFormat(ActivityIdFormat.W3C).Start();
        Log(host).LogWarning("In a span");
        await Poll.UntilAsync(() => collector.Of("logs").Contains("In a span", StringComparison.Ordinal), TimeSpan.FromSeconds(30));

        Assert.Contains(Bytes(activity.TraceId.ToHexString()), collector.Of("logs"), StringComparison.Ordinal);
        Assert.Contains(Bytes(activity.SpanId.ToHexString()), collector.Of("logs"), StringComparison.Ordinal);
        Assert.EndsWith("me==", collector.Of("logs"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Logs_go_over_grpc_unless_another_protocol_is_named()
    {
        await using var collector = await Collector.StartAsync(HttpProtocols.Http2);
        await using var host = await RunningHost.StartAsync(new TestModule(), ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Url));
        Log(host).LogWarning("Over gRPC");
        await Poll.UntilAsync(
            () => collector.At("/opentelemetry.proto.collector.logs.v1.LogsService/Export").Contains("Over gRPC", StringComparison.Ordinal),
            TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_collector_that_is_away_costs_nothing_but_its_data()
    {
        await using var host = await RunningHost.StartAsync(
            new TestModule(),
            ("OTEL_EXPORTER_OTLP_ENDPOINT", $"http://127.0.0.1:{FreePort.Next()}"),
            ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"));
        await host.Http.GetAsync("/nowhere");
        Assert.True((await host.Http.GetAsync("/health")).IsSuccessStatusCode);
        Assert.Contains("api_requests_total", await host.Http.GetStringAsync("/metrics"), StringComparison.Ordinal);
    }

    private static ILogger Log(RunningHost host) => host.App.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Some.Category");

    private static string Bytes(string hex) => Encoding.Latin1.GetString(Convert.FromHexString(hex));

    private static string Missing(Collector receiver) => string.Join(
        ", ",
        new[] { (Signal: "traces", Text: "two-ways"), (Signal: "metrics", Text: "api_requests_total"), (Signal: "logs", Text: "Told twice") }
            .Where(expected => !receiver.Of(expected.Signal).Contains(expected.Text, StringComparison.Ordinal))
            .Select(expected => expected.Signal));
}
