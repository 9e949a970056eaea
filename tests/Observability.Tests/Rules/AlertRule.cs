using YamlDotNet.RepresentationModel;

namespace Trading.Observability.Tests.Rules;

/// <summary>An alert as its rule file states it.</summary>
internal sealed record AlertRule(string Name, string Expression, string For, string? Severity, string? Summary, string? Description, string? RunbookUrl)
{
    public static IReadOnlyList<AlertRule> All { get; } =
    [
        .. Directory.EnumerateFiles(InfraFiles.PathOf("prometheus", "rules"), "*.yml").Order(StringComparer.Ordinal)
            .SelectMany(file => (YamlSequenceNode)InfraFiles.Yaml("prometheus", "rules", Path.GetFileName(file))["groups"])
            .SelectMany(group => (YamlSequenceNode)group["rules"])
            .OfType<YamlMappingNode>()
            .Where(rule => rule.Children.ContainsKey("alert"))
            .Select(Of),
    ];

    public static AlertRule Named(string name) => All.Single(rule => rule.Name == name);

    private static AlertRule Of(YamlMappingNode rule) => new(
        rule["alert"].ToString(), rule["expr"].ToString(), Text(rule, "for") ?? "0s", Text(rule, "labels", "severity"),
        Text(rule, "annotations", "summary"), Text(rule, "annotations", "description"), Text(rule, "annotations", "runbook_url"));

    private static string? Text(YamlNode node, params string[] path)
    {
        foreach (var name in path)
        {
            if (node is not YamlMappingNode mapping || !mapping.Children.TryGetValue(name, out var child))
            {
                return null;
            }

            node = child;
        }

        return node.ToString();
    }
}
