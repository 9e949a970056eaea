using System.Globalization;
using System.Text;

namespace Trading.AppHost.Servers;

/// <summary>Configuration of the observers that follows from the topology: who is scraped, and where alerts go.</summary>
internal static class ObserverConfiguration
{
    private const string RulesInContainers = "/etc/prometheus/rules";

    /// <summary>For hosts where each resource is reached by its name: containers and clusters.</summary>
    public static string Prometheus(Func<string, int, string> hostAndPort)
    {
        var targets = ServicePorts.All.Select(service => new ScrapeTarget(service.Key, hostAndPort(service.Key, service.Value)))
            .Concat([Of("rabbitmq", "metrics"), Of(ServerCatalogue.Collector, "metrics"), Of(ServerCatalogue.Collector, "forwarded")]);
        return Prometheus(targets, hostAndPort("alertmanager", ServerCatalogue.Alertmanager.Endpoints[0].Port), RulesInContainers);

        ScrapeTarget Of(string server, string endpoint) => new(
            server, hostAndPort(server, ServerCatalogue.All.Single(known => known.Name == server).PortOf(endpoint)));
    }

    public static string Prometheus(IEnumerable<ScrapeTarget> targets, string? alertmanager, string rulesFolder)
    {
        var text = new StringBuilder("global:\n  scrape_interval: 5s\n  evaluation_interval: 5s\n");
        text.Append(CultureInfo.InvariantCulture, $"rule_files:\n  - '{rulesFolder}/*.yml'\n");
        if (alertmanager is not null)
        {
            text.Append("alerting:\n  alertmanagers:\n    - static_configs:\n")
                .Append(CultureInfo.InvariantCulture, $"        - targets: ['{alertmanager}']\n");
        }

        // One job for the product. honor_labels: trading_errors_total has a service label of its own.
        text.Append("scrape_configs:\n");
        foreach (var job in targets.GroupBy(
            target => ServicePorts.All.ContainsKey(target.Service) ? "trading" : target.Service, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"  - job_name: {job.Key}\n    honor_labels: true\n    static_configs:\n");
            foreach (var target in job)
            {
                text.Append(CultureInfo.InvariantCulture, $"      - targets: ['{target.HostAndPort}']\n")
                    .Append(CultureInfo.InvariantCulture, $"        labels: {{ service: {target.Service} }}\n");
            }

            if (job.Key == ServerCatalogue.Collector)
            {
                // It forwards what anybody sends; the product's services are scraped themselves and must not count twice.
                text.Append("    metric_relabel_configs:\n      - source_labels: [job]\n        regex: trading/.+\n        action: drop\n");
            }
        }

        return text.ToString();
    }

    /// <summary>For hosts where each resource is reached by its name: containers and clusters.</summary>
    public static string Alertmanager(Func<string, int, string> hostAndPort)
    {
        return Alertmanager(
            service => "http://" + hostAndPort(service, ServicePorts.All[service]), secret => $"{ServerDefinition.SecretFolder}/{secret}");
    }

    /// <summary>
    /// The file of <c>infra/alertmanager</c>, where services stand by name and default port, with the addresses and secret files of a
    /// run.
    /// </summary>
    public static string Alertmanager(Func<string, string?> address, Func<string, string> secretFile)
    {
        var file = Path.Combine(SourceTree.Root, "infra", "alertmanager", "alertmanager.yml");
        var text = File.Exists(file) ? File.ReadAllText(file) : "route:\n  receiver: none\nreceivers:\n  - name: none\n";
        foreach (var (service, port) in ServicePorts.All)
        {
            if (address(service) is { } actual)
            {
                text = text.Replace(
                    string.Create(CultureInfo.InvariantCulture, $"http://{service}:{port}"), actual, StringComparison.Ordinal);
            }
        }

        const string Token = ServerCatalogue.AlertWebhookToken;
        return text.Replace($"{ServerDefinition.SecretFolder}/{Token}", secretFile(Token), StringComparison.Ordinal);
    }
}
