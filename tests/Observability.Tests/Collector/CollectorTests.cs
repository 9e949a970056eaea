using System.Globalization;
using Trading.AppHost.Servers;
using Trading.ServiceDefaults.Telemetry;
using Trading.Testing;

namespace Trading.Observability.Tests.Collector;

/// <summary>
/// The collector itself is in no package that reaches the build: what it would refuse or silently leave out at start is looked for here.
/// </summary>
public sealed class CollectorTests
{
    private static readonly string[] Kinds = ["receivers", "processors", "exporters"];

    [Fact]
    public void Pipelines_name_components_that_are_defined_and_every_defined_one_is_used()
    {
        Assert.Equal(["exporters", "extensions", "processors", "receivers", "service"], CollectorFile.Sections.Order(StringComparer.Ordinal));
        foreach (var kind in Kinds)
        {
            var used = CollectorFile.NamesAt("service/pipelines").SelectMany(pipeline => CollectorFile.List($"service/pipelines/{pipeline}/{kind}"));
            Assert.Equal(CollectorFile.NamesAt(kind).Order(StringComparer.Ordinal), used.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        }

        Assert.Equal(CollectorFile.NamesAt("extensions"), CollectorFile.List("service/extensions"));
        Assert.All(CollectorFile.NamesAt("service/pipelines"), pipeline => Assert.Equal(Kinds.Order(StringComparer.Ordinal), CollectorFile.NamesAt($"service/pipelines/{pipeline}").Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void Every_option_is_one_that_its_component_has()
    {
        foreach (var section in Kinds.Append("extensions"))
        {
            foreach (var name in CollectorFile.NamesAt(section))
            {
                Assert.True(CollectorOptions.ByComponent.TryGetValue($"{section}/{name.Split('/')[0]}", out var known), $"{section}: {name} is unknown");
                Assert.Empty(CollectorFile.Leaves(CollectorFile.At(section)[name]).Except(known!, StringComparer.Ordinal).Select(option => $"{name} has no {option}"));
            }
        }
    }

    [Theory]
    [InlineData("traces", "memory_limiter,tail_sampling,batch", "otlp/jaeger")]
    [InlineData("logs", "memory_limiter,batch", "otlphttp/loki")]
    [InlineData("metrics", "memory_limiter,batch", "prometheus")]
    public void Memory_is_limited_first_and_batches_are_made_last(string pipeline, string processors, string exporters)
    {
        Assert.Equal(["otlp"], CollectorFile.List($"service/pipelines/{pipeline}/receivers"));
        Assert.Equal(processors, string.Join(',', CollectorFile.List($"service/pipelines/{pipeline}/processors")));
        Assert.Equal(exporters, string.Join(',', CollectorFile.List($"service/pipelines/{pipeline}/exporters")));
    }

    [Fact]
    public void Limits_leave_room()
    {
        var limit = Number("processors/memory_limiter/limit_percentage");
        Assert.InRange(limit, 50, 90);
        Assert.InRange(Number("processors/memory_limiter/spike_limit_percentage"), 1, limit - 1);
        Assert.True(Number("processors/batch/send_batch_size") <= Number("processors/batch/send_batch_max_size"));
    }

    [Fact]
    public void Tail_sampling_keeps_errors_slow_and_marked_traces_and_a_part_of_the_rest()
    {
        var policies = CollectorFile.Maps("processors/tail_sampling/policies").ToList();
        foreach (var policy in policies)
        {
            var type = policy["type"].ToString();
            Assert.True(CollectorOptions.ByPolicy.TryGetValue(type, out var known), $"no policy is of type {type}");
            Assert.Equal(["name", "type", type], CollectorFile.Names(policy));
            Assert.Empty(CollectorFile.Leaves(policy[type]).Except(known!, StringComparer.Ordinal));
        }

        Assert.Equal(policies.Count, policies.Select(policy => policy["name"].ToString()).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal("[ ERROR ]", policies.Single(policy => policy["type"].ToString() == "status_code")["status_code"]["status_codes"].ToString());
        Assert.Equal(
            new TelemetryOptions().SlowSpanMs.ToString(CultureInfo.InvariantCulture),
            policies.Single(policy => policy["type"].ToString() == "latency")["latency"]["threshold_ms"].ToString());
        var share = double.Parse(policies[^1]["probabilistic"]["sampling_percentage"].ToString(), CultureInfo.InvariantCulture);
        Assert.InRange(share, 0.1, 100);

        // A key that no span carries would keep nothing, and nobody would notice.
        var keys = policies.Where(policy => policy["type"].ToString().EndsWith("_attribute", StringComparison.Ordinal)).Select(policy => policy[policy["type"].ToString()]["key"].ToString());
        var kept = File.ReadAllText(Repository.PathOf("ServiceDefaults", "Tracing", "NoteworthySpans.cs"));
        Assert.Equal(["order.denied", "order.unknown", "trading.keep"], keys.Order(StringComparer.Ordinal));
        Assert.All(keys, key => Assert.Contains($"= \"{key}\";", kept, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("extensions/health_check/endpoint", "http")]
    [InlineData("receivers/otlp/protocols/grpc/endpoint", "otlp")]
    [InlineData("receivers/otlp/protocols/http/endpoint", "otlp-http")]
    [InlineData("exporters/prometheus/endpoint", "forwarded")]
    public void It_listens_on_the_ports_of_the_topology(string path, string endpoint) =>
        Assert.Equal($"0.0.0.0:{ServerCatalogue.OtelCollector.PortOf(endpoint)}", CollectorFile.Text(path));

    [Fact]
    public void Its_own_metrics_are_where_Prometheus_looks()
    {
        var reader = Assert.Single(CollectorFile.Maps("service/telemetry/metrics/readers"))["pull"]["exporter"]["prometheus"];
        Assert.Equal(("0.0.0.0", ServerCatalogue.OtelCollector.PortOf("metrics").ToString(CultureInfo.InvariantCulture)), (reader["host"].ToString(), reader["port"].ToString()));
    }

    [Theory]
    [InlineData("exporters/otlp~jaeger/endpoint", "{0}:{1}", "jaeger", "otlp")]
    [InlineData("exporters/otlphttp~loki/endpoint", "http://{0}:{1}/otlp", "loki", "http")]
    public void It_sends_to_servers_of_the_topology(string path, string shape, string server, string endpoint) =>
        Assert.Equal(string.Format(CultureInfo.InvariantCulture, shape, server, ServerCatalogue.All.Single(known => known.Name == server).PortOf(endpoint)), CollectorFile.Text(path));

    [Fact]
    public void The_image_is_the_distribution_that_has_tail_sampling() =>
        Assert.EndsWith("-contrib", ServerCatalogue.OtelCollector.Image, StringComparison.Ordinal);

    private static int Number(string path) => int.Parse(CollectorFile.Text(path), CultureInfo.InvariantCulture);
}
