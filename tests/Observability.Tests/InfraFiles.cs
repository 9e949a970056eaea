using Trading.Testing;
using YamlDotNet.RepresentationModel;

namespace Trading.Observability.Tests;

/// <summary>The files of <c>infra/</c> that are under test.</summary>
internal static class InfraFiles
{
    public static string Folder { get; } = Repository.PathOf("infra");

    public static string PathOf(params string[] parts) => Path.Combine([Folder, .. parts]);

    public static YamlMappingNode Yaml(params string[] parts) => YamlText(File.ReadAllText(PathOf(parts)));

    public static YamlMappingNode YamlText(string text)
    {
        using var reader = new StringReader(text);
        var stream = new YamlStream();
        stream.Load(reader);
        return (YamlMappingNode)stream.Documents.Single().RootNode;
    }
}
