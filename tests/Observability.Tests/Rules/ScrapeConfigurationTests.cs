using System.Text.RegularExpressions;
using Trading.AppHost;
using Trading.AppHost.Servers;
using Trading.AppHost.Kubernetes;
using YamlDotNet.RepresentationModel;

namespace Trading.Observability.Tests.Rules;

/// <summary>Who is scraped: the files of the repository for each way of running, and what AppHost writes.</summary>
public sealed partial class ScrapeConfigurationTests
{
    private static readonly string Generated = ObserverConfiguration.Prometheus((name, port) => $"{name}:{port}");

    [Theory]
    [InlineData("prometheus.yml")]
    [InlineData("prometheus.docker.yml")]
    [InlineData("prometheus.kubernetes.yml")]
    public Task Files_are_valid(string file) => CheckAsync(InfraFiles.PathOf("prometheus", file));

    [Fact]
    public async Task What_AppHost_writes_for_containers_and_clusters_is_valid_and_finds_every_rule()
    {
        var rules = InfraFiles.PathOf("prometheus", "rules");
        await CheckTextAsync(Generated.Replace("/etc/prometheus/rules", rules, StringComparison.Ordinal));
        await CheckTextAsync((await ConfigMapAsync("prometheus.yml")).Replace("/etc/prometheus/rules", rules, StringComparison.Ordinal));
        var target = ServerCatalogue.All.Single(known => known.Name == "prometheus").Folders.Single();
        Assert.Equal(("infra/prometheus/rules", "/etc/prometheus/rules"), (target.Source, target.Target));
        Assert.Contains($"'{target.Target}/*.yml'", Generated, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_AppHost_writes_for_processes_is_valid_without_an_alertmanager_too() => await CheckTextAsync(
        ObserverConfiguration.Prometheus(ServicePorts.All.Select(service => new ScrapeTarget(service.Key, $"127.0.0.1:{service.Value}")), null, InfraFiles.PathOf("prometheus", "rules")));

    [Fact]
    public void The_file_for_containers_names_what_AppHost_would_write() =>
        Assert.Equal(Jobs(InfraFiles.YamlText(Generated)), Jobs(InfraFiles.Yaml("prometheus", "prometheus.docker.yml")));

    [Fact]
    public void The_file_for_processes_names_the_default_ports()
    {
        var expected = ObserverConfiguration.Prometheus(
            ServicePorts.All.Select(service => new ScrapeTarget(service.Key, $"127.0.0.1:{service.Value}"))
                .Append(new ScrapeTarget("rabbitmq", $"127.0.0.1:{ServerCatalogue.All.Single(known => known.Name == "rabbitmq").PortOf("metrics")}")),
            "127.0.0.1:9093",
            "rules");
        Assert.Equal(Jobs(InfraFiles.YamlText(expected)), Jobs(InfraFiles.Yaml("prometheus", "prometheus.yml")));
    }

    [Fact]
    public async Task The_file_for_clusters_selects_labels_and_port_names_that_the_manifests_have()
    {
        var manifests = string.Concat((await ManifestRun.FilesAsync("", "latest")).Values);
        foreach (var job in Items(InfraFiles.Yaml("prometheus", "prometheus.kubernetes.yml")["scrape_configs"]))
        {
            var discovery = Assert.Single(Items(job["kubernetes_sd_configs"]));
            var selector = Assert.Single(Items(discovery["selectors"]))["label"].ToString();
            Assert.All(selector.Split(','), label => Assert.Contains(label.Replace("=", ": ", StringComparison.Ordinal), manifests, StringComparison.Ordinal));
            var ports = Items(job["relabel_configs"]).Single(rule => rule.Children.ContainsKey("action") && rule["action"].ToString() == "keep")["regex"].ToString();
            Assert.All(ports.Split('|'), port => Assert.Matches($@"- containerPort: \d+\n\s+name: {port}\n", manifests));
            Assert.Contains(Items(job["relabel_configs"]), rule => rule.Children.ContainsKey("target_label") && rule["target_label"].ToString() == "service");
        }
    }

    private static async Task<string> ConfigMapAsync(string key)
    {
        var documents = (await ManifestRun.FilesAsync("", "latest"))["prometheus.yaml"].Split("---\n").Select(InfraFiles.YamlText);
        return documents.Where(document => document["kind"].ToString() == "ConfigMap").Select(document => (YamlMappingNode)document["data"])
            .Single(data => data.Children.ContainsKey(key))[key].ToString();
    }

    /// <summary>A line per target with what Prometheus makes of it.</summary>
    private static string Jobs(YamlMappingNode file) => string.Join('\n', Items(file["scrape_configs"]).SelectMany(job =>
        Items(job["static_configs"]).Select(entry =>
            $"{job["job_name"]} honor={job["honor_labels"]} {entry["targets"]} {entry["labels"]} {(job.Children.TryGetValue("metric_relabel_configs", out var rules) ? rules : "")}"))
        .Order(StringComparer.Ordinal));

    private static IEnumerable<YamlMappingNode> Items(YamlNode list) => ((YamlSequenceNode)list).Cast<YamlMappingNode>();

    private static async Task CheckTextAsync(string text)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, text, TestContext.Current.CancellationToken);
        await CheckAsync(file);
        File.Delete(file);
    }

    private static async Task CheckAsync(string file)
    {
        var (exitCode, output) = await Tool.RunAsync("promtool", "check", "config", file);
        if (output.Contains("field kubernetes_sd_configs not found", StringComparison.Ordinal))
        {
            // Debian builds promtool without Kubernetes: it must be the only complaint, and what is left without it must be valid.
            Assert.All(UnmarshalError().Matches(output), match => Assert.Contains("kubernetes_sd_configs", match.Value, StringComparison.Ordinal));
            await CheckTextAsync(Discovery().Replace(await File.ReadAllTextAsync(file), "").Replace("rules/*.yml", InfraFiles.PathOf("prometheus", "rules") + "/*.yml", StringComparison.Ordinal));
            return;
        }

        Assert.True(exitCode == 0, output);
        Assert.DoesNotContain(": 0 rules found", output, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"(?m)^    kubernetes_sd_configs:\n(?:      .*\n)+")]
    private static partial Regex Discovery();

    [GeneratedRegex(@"(?m)^\s*line \d+:.*$")]
    private static partial Regex UnmarshalError();
}
