using System.Globalization;

namespace Trading.AppHost.Kubernetes;

/// <summary>What the placeholders of <see cref="Topology"/> mean in a cluster, and how images are named.</summary>
internal sealed class ClusterSettings(string registry, string tag)
{
    public const string Namespace = "trading";
    public const string SecretName = "trading-secrets";
    public const string DataFolder = "/data";
    public const string KeyFolder = "/etc/trading/keys";
    public const string KeyFileName = "api-keys";

    /// <summary>An image that <c>dotnet publish -t:PublishContainer</c> made.</summary>
    public string Image(ServiceResource service) => $"{(registry.Length == 0 ? "" : registry.TrimEnd('/') + "/")}trading-{service.Name}:{tag}";

    /// <summary>
    /// Environment variables: a secret becomes a variable of its own that refers to the Secret, and the texts around it refer to that.
    /// </summary>
    public static List<object> Environment(IEnumerable<Setting> settings)
    {
        var secrets = new SortedSet<string>(StringComparer.Ordinal);
        var variables = new List<object>();
        foreach (var setting in settings)
        {
            var value = Fill(setting.Value, secrets);
            if (value.Length > 0)
            {
                variables.Add(Yaml.Map(("name", setting.Key), ("value", value)));
            }
        }

        return
        [
            .. secrets.Select(secret => Yaml.Map(
                ("name", Variable(secret)),
                ("valueFrom", Yaml.Map(("secretKeyRef", Yaml.Map(("name", SecretName), ("key", secret))))))),
            .. variables,
        ];
    }

    public static string HostAndPort(string resource, int port) => string.Create(CultureInfo.InvariantCulture, $"{resource}:{port}");

    private static string Fill(string text, SortedSet<string> secrets)
    {
        return SettingText.Fill(SettingText.Fill(text, Lookup), Lookup);

        string Lookup(string owner, string name) => (owner, name) switch
        {
            ("secret", _) => Secret(name),
            ("run", _) => Run(name),
            (_, "host") => owner,
            (_, "port") => Port(owner).ToString(CultureInfo.InvariantCulture),
            _ => throw new InvalidOperationException($"The topology has no {{{owner}.{name}}}."),
        };

        string Secret(string name)
        {
            secrets.Add(name);
            return $"$({Variable(name)})";
        }
    }

    private static string Run(string name) => name switch
    {
        "venue" => Venue.Simulator.Name,
        "venue-rest" => Venue.Simulator.RestUrl,
        "venue-stream" => Venue.Simulator.StreamUrl,
        "symbols" => RunOptions.DefaultSymbols,
        "data" => DataFolder,
        "key-file" => $"{KeyFolder}/{KeyFileName}",
        "otlp" => "http://" + HostAndPort(Topology.Collector, Topology.Server(Topology.Collector).PortOf("otlp")),
        _ => "",
    };

    private static int Port(string resource) =>
        Topology.Services.FirstOrDefault(service => service.Name == resource)?.Port ?? Topology.Server(resource).Port;

    private static string Variable(string secret) => "SECRET_" + secret.ToUpperInvariant().Replace('-', '_');
}
