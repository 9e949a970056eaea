using YamlDotNet.RepresentationModel;

namespace Trading.Observability.Tests.Collector;

/// <summary>The collector's configuration, read by path.</summary>
internal static class CollectorFile
{
    private static readonly YamlMappingNode Root = InfraFiles.Yaml("otel", "collector.yml");

    public static IEnumerable<string> Sections => Names(Root);

    public static YamlNode At(string path) => path.Split('/').Aggregate((YamlNode)Root, (node, key) => node[key.Replace('~', '/')]);

    public static string Text(string path) => At(path).ToString();

    public static IReadOnlyList<string> List(string path) => [.. ((YamlSequenceNode)At(path)).Select(item => item.ToString())];

    public static IEnumerable<YamlMappingNode> Maps(string path) => ((YamlSequenceNode)At(path)).Cast<YamlMappingNode>();

    public static IReadOnlyList<string> NamesAt(string path) => [.. Names((YamlMappingNode)At(path))];

    public static IEnumerable<string> Names(YamlMappingNode node) => node.Children.Keys.Select(key => key.ToString());

    /// <summary>The paths of all values of a part that are texts or lists.</summary>
    public static IEnumerable<string> Leaves(YamlNode node, string prefix = "") => node is YamlMappingNode map
        ? map.Children.SelectMany(pair => Leaves(pair.Value, prefix.Length == 0 ? pair.Key.ToString() : $"{prefix}/{pair.Key}"))
        : [prefix];
}
