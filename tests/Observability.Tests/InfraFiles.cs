using Trading.Testing;
using YamlDotNet.RepresentationModel;

namespace Trading.Observability.Tests;

/// <summary>The files of <c>infra/</c> that are under test.</summary>
internal static class InfraFiles
{
    public static string Folder { get; } = Repository.PathOf("infra");

    public static string PathOf(params string[] parts) => Path.Combine([Folder, .. parts]);

    public static YamlMappingNode Yaml(params string[] parts)
    {
        using var reader = new StreamReader(PathOf(parts));
        var stream = new YamlStream();
        stream.Load(reader);
        return (YamlMappingNode)stream.Documents.Single().RootNode;
    }
}
