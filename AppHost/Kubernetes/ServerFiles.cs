using System.Globalization;
using Trading.AppHost.Servers;

namespace Trading.AppHost.Kubernetes;

/// <summary>The files of one mounted folder as a ConfigMap. A key may hold no slash: folders are written with two underscores.</summary>
internal sealed record ServerFiles(string Name, string MountPath, IReadOnlyList<(string Key, string Path, string Content)> Files)
{
    public static IReadOnlyList<ServerFiles> Of(ServerDefinition server, ObserverSettings settings)
    {
        var maps = new List<ServerFiles>();
        foreach (var folder in server.Folders)
        {
            var source = Path.Combine(SourceTree.Root, folder.Source);
            if (Directory.Exists(source))
            {
                var files = Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories)
                    .Select(file => (Path: Path.GetRelativePath(source, file).Replace('\\', '/'), File: file))
                    .OrderBy(file => file.Path, StringComparer.Ordinal)
                    .Select(file => (
                        file.Path.Replace("/", "__", StringComparison.Ordinal),
                        file.Path,
                        File.ReadAllText(file.File).ReplaceLineEndings("\n")));
                maps.Add(new ServerFiles(Named(server, folder.Target), folder.Target, [.. files]));
            }
        }

        if (server.Generated is { } generated)
        {
            var target = Path.GetDirectoryName(generated.Target)!;
            var name = Path.GetFileName(generated.Target);
            maps.Add(new ServerFiles(Named(server, target), target, [(name, name, generated.Content(HostAndPort, settings))]));
        }

        return maps;
    }

    private static string HostAndPort(string resource, int port) => string.Create(CultureInfo.InvariantCulture, $"{resource}:{port}");

    private static string Named(ServerDefinition server, string target) => $"{server.Name}-{Path.GetFileName(target)}";
}
