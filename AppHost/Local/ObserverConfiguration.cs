using System.Text;

namespace Trading.AppHost.Local;

/// <summary>Configuration of Prometheus and Alertmanager for the addresses of this run; rules and routes are those of <c>infra/</c>.</summary>
internal static class ObserverConfiguration
{
    public static string Prometheus(IEnumerable<ScrapeTarget> targets, string? alertmanager)
    {
        var text = new StringBuilder("global:\n  scrape_interval: 5s\n  evaluation_interval: 5s\n");
        var rules = Path.Combine(SourceTree.Root, "infra", "prometheus", "rules");
        if (Directory.Exists(rules))
        {
            text.Append("rule_files:\n  - '").Append(rules).Append("/*.yml'\n");
        }

        if (alertmanager is not null)
        {
            text.Append("alerting:\n  alertmanagers:\n    - static_configs:\n        - targets: ['").Append(alertmanager).Append("']\n");
        }

        text.Append("scrape_configs:\n");
        foreach (var target in targets)
        {
            text.Append("  - job_name: ").Append(target.Service).Append("\n    static_configs:\n      - targets: ['").Append(target.HostAndPort)
                .Append("']\n        labels: { service: ").Append(target.Service).Append(" }\n");
        }

        return text.ToString();
    }

    /// <summary>The file of <c>infra/alertmanager</c> with the names of services replaced by this run's addresses; silent where there is none.</summary>
    public static string Alertmanager(LocalAddresses addresses)
    {
        var file = Path.Combine(SourceTree.Root, "infra", "alertmanager", "alertmanager.yml");
        if (!File.Exists(file))
        {
            return "route:\n  receiver: none\nreceivers:\n  - name: none\n";
        }

        return Topology.Services.Where(service => addresses.Has(service.Name)).Aggregate(
            File.ReadAllText(file),
            (text, service) => text.Replace($"http://{service.Name}:8080", addresses.Http(service.Name), StringComparison.Ordinal));
    }
}
