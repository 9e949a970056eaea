using System.Globalization;
using System.Text;

namespace Trading.AppHost.Servers;

/// <summary>Configuration of the observers that follows from the topology: who is scraped, and where alerts go.</summary>
internal static class ObserverConfiguration
{
    private const string Product = "trading";
    private const string RulesInContainers = "/etc/prometheus/rules";

    /// <summary>For hosts where each resource is reached by its name: containers and clusters.</summary>
    public static string Prometheus(Func<string, int, string> hostAndPort, ObserverSettings settings)
    {
        var targets = ServicePorts.All.Select(service => new ScrapeTarget(service.Key, hostAndPort(service.Key, service.Value)))
            .Concat([Of("rabbitmq", "metrics"), Of(ServerCatalogue.Collector, "metrics"), Of(ServerCatalogue.Collector, "forwarded")]);
        var alertmanager = hostAndPort("alertmanager", ServerCatalogue.Alertmanager.Endpoints[0].Port);
        return Text(targets, alertmanager, RulesInContainers, settings, InContainer);

        ScrapeTarget Of(string server, string endpoint) => new(
            server, hostAndPort(server, ServerCatalogue.All.Single(known => known.Name == server).PortOf(endpoint)));
    }

    /// <summary>For processes of this machine.</summary>
    /// <param name="secretFile">Path of a secret's file by its name.</param>
    public static string Prometheus(
        IEnumerable<ScrapeTarget> targets, string? alertmanager, ObserverSettings settings, Func<string, string> secretFile) =>
        Text(targets, alertmanager, Path.Combine(SourceTree.Root, "infra", "prometheus", "rules"), settings, secretFile);

    /// <summary>For hosts where each resource is reached by its name: containers and clusters.</summary>
    public static string Alertmanager(Func<string, int, string> hostAndPort, ObserverSettings settings) => Alertmanager(
        new Uri("http://" + hostAndPort(ServicePorts.Console, ServicePorts.All[ServicePorts.Console])), settings, InContainer);

    /// <summary>The routes of <c>infra/alertmanager</c> and the receivers that they name.</summary>
    public static string Alertmanager(Uri console, ObserverSettings settings, Func<string, string> secretFile) =>
        File.ReadAllText(Path.Combine(SourceTree.Root, "infra", "alertmanager", "routes.yml")) + "\n"
        + settings.Receivers.Yaml(console, secretFile);

    private static string InContainer(string secret) => $"{ServerDefinition.SecretFolder}/{secret}";

    private static string Text(
        IEnumerable<ScrapeTarget> targets,
        string? alertmanager,
        string rulesFolder,
        ObserverSettings settings,
        Func<string, string> secretFile)
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
            target => ServicePorts.All.ContainsKey(target.Service) ? Product : target.Service, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"  - job_name: {job.Key}\n    honor_labels: true\n");
            if (job.Key == Product && settings.Secrets.ContainsKey(ObserverSettings.MetricsToken))
            {
                var file = secretFile(ObserverSettings.MetricsToken);
                text.Append(CultureInfo.InvariantCulture, $"    authorization: {{ credentials_file: '{file}' }}\n");
            }

            text.Append("    static_configs:\n");
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
}
