using System.Text.RegularExpressions;
using YamlDotNet.Serialization;

namespace Trading.AppHost.Tests.Kubernetes;

/// <summary>The parsed objects of all written files.</summary>
public sealed partial class Manifests(IReadOnlyList<Node> all)
{
    public IReadOnlyList<Node> All { get; } = all;

    public IEnumerable<Node> Workloads => OfKind("Deployment").Concat(OfKind("StatefulSet"));

    public static Manifests Parse(IReadOnlyDictionary<string, string> files)
    {
        var yaml = new DeserializerBuilder().Build();
        return new Manifests([.. files
            .Where(file => file.Key.EndsWith(".yaml", StringComparison.Ordinal) && file.Key != "kustomization.yaml")
            .SelectMany(file => file.Value.Split("---\n"))
            .Select(text => new Node(yaml.Deserialize<Dictionary<object, object>>(text)))]);
    }

    public IEnumerable<Node> OfKind(string kind) => All.Where(node => node.Text("kind") == kind);

    public static string Name(Node node) => node.At("metadata").Text("name");

    public static Node Container(Node workload) => Assert.Single(Node.Items(workload.At("spec", "template", "spec", "containers")));

    /// <summary>The host:port pairs in a URL, an address or a connection string.</summary>
    public static IEnumerable<string> AddressesIn(string value) =>
        HostAndPort().Matches(value).Select(match => $"{match.Groups["host"].Value}:{match.Groups["port"].Value}");

    [GeneratedRegex(@"(?:^|//|@|Host=)(?<host>[a-z0-9.-]+)(?::|;Port=)(?<port>\d+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HostAndPort();
}
