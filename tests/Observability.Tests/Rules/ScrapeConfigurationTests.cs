using Trading.AppHost;
using Trading.AppHost.Kubernetes;
using Trading.AppHost.Servers;
using YamlDotNet.RepresentationModel;

namespace Trading.Observability.Tests.Rules;

/// <summary>Who is scraped: what AppHost writes for each way of running.</summary>
public sealed class ScrapeConfigurationTests
{
    private const string Rules = "/etc/prometheus/rules";

    private static readonly ObserverSettings WithToken =
        new() { Secrets = new Dictionary<string, string>(StringComparer.Ordinal) { [ObserverSettings.MetricsToken] = "let-me-see" } };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_AppHost_writes_for_containers_and_clusters_is_valid_and_finds_every_rule(bool hasToken)
    {
        var settings = hasToken ? WithToken : ObserverSettings.None;
        var text = ObserverConfiguration.Prometheus((name, port) => $"{name}:{port}", settings);
        await CheckAsync(text);
        await CheckAsync(await ConfigMapAsync("prometheus.yml", settings));
        var target = ServerCatalogue.All.Single(known => known.Name == "prometheus").Folders.Single();
        Assert.Equal(("infra/prometheus/rules", Rules), (target.Source, target.Target));
        Assert.Contains($"'{target.Target}/*.yml'", text, StringComparison.Ordinal);
    }

    [Fact]
    public Task What_AppHost_writes_for_processes_is_valid_without_an_alertmanager_too() => CheckAsync(ForProcesses(ObserverSettings.None));

    [Fact]
    public void The_token_goes_only_to_the_services_and_stands_in_no_configuration()
    {
        string[] ways = [ForProcesses(WithToken), ObserverConfiguration.Prometheus((name, port) => $"{name}:{port}", WithToken)];
        foreach (var way in ways)
        {
            Assert.DoesNotContain("let-me-see", way, StringComparison.Ordinal);
            var jobs = ((YamlSequenceNode)InfraFiles.YamlText(way)["scrape_configs"]).Cast<YamlMappingNode>().ToList();
            var guarded = Assert.Single(jobs, job => job.Children.ContainsKey("authorization"));
            Assert.Equal("trading", guarded["job_name"].ToString());
            var file = guarded["authorization"]["credentials_file"].ToString();
            Assert.EndsWith("/" + ObserverSettings.MetricsToken, file, StringComparison.Ordinal);
        }
    }

    private static string ForProcesses(ObserverSettings settings) => ObserverConfiguration.Prometheus(
        ServicePorts.All.Select(service => new ScrapeTarget(service.Key, $"127.0.0.1:{service.Value}")), null, settings, Path.GetFullPath);

    private static async Task<string> ConfigMapAsync(string key, ObserverSettings settings)
    {
        var file = (await ManifestRun.FilesAsync("", "latest", settings))["prometheus.yaml"];
        var documents = file.Split("---\n").Select(InfraFiles.YamlText);
        return documents.Where(document => document["kind"].ToString() == "ConfigMap").Select(document => (YamlMappingNode)document["data"])
            .Single(data => data.Children.ContainsKey(key))[key].ToString();
    }

    /// <summary>As promtool sees it on this machine, where the container's files lie elsewhere.</summary>
    private static async Task CheckAsync(string text)
    {
        var folder = Directory.CreateTempSubdirectory("trading-scrape-");
        var token = Path.Combine(folder.FullName, ObserverSettings.MetricsToken);
        await File.WriteAllTextAsync(token, "let-me-see");
        var file = Path.Combine(folder.FullName, "prometheus.yml");
        await File.WriteAllTextAsync(file, text.Replace(Rules, InfraFiles.PathOf("prometheus", "rules"), StringComparison.Ordinal)
            .Replace($"{ServerDefinition.SecretFolder}/{ObserverSettings.MetricsToken}", token, StringComparison.Ordinal));
        var (exitCode, output) = await Tool.RunAsync("promtool", "check", "config", file);
        folder.Delete(recursive: true);
        Assert.True(exitCode == 0, output);
        Assert.DoesNotContain(": 0 rules found", output, StringComparison.Ordinal);
    }
}
