using YamlDotNet.RepresentationModel;

namespace Trading.Observability.Tests.Dashboards;

internal static class YamlReading
{
    public static string Text(this YamlMappingNode node, string key) => node[key].ToString();

    public static string? Find(this YamlMappingNode node, string key) =>
        node.Children.TryGetValue(key, out var value) ? value.ToString() : null;

    /// <summary>Names and values of a mapping, in their order; none where it is not there.</summary>
    public static IEnumerable<(string Name, string Value)> Pairs(this YamlMappingNode node, string key) =>
        node.Children.TryGetValue(key, out var value)
            ? ((YamlMappingNode)value).Children.Select(pair => (pair.Key.ToString(), pair.Value.ToString()))
            : [];
}
