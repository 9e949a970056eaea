using System.Security.Cryptography;
using System.Text;
using Trading.AppHost.Data;
using Trading.AppHost.Servers;

namespace Trading.AppHost.Model;

/// <summary>
/// What a container sees of this machine: configuration of the repository, generated files, secrets, and a volume for its data.
/// </summary>
internal static class ContainerFiles
{
    public static void Mount(
        IResourceBuilder<ContainerResource> container,
        ServerDefinition server,
        DataDirectory data,
        ObserverSettings settings,
        Func<string, int, string> hostAndPort)
    {
        if (server.DataPath is { } path)
        {
            // One per data directory: each has passwords of its own.
            var id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(data.Folder)))[..8];
            container.WithVolume($"trading-{id}-{server.Name}", path);
        }

        foreach (var folder in server.Folders)
        {
            container.WithBindMount(Path.Combine(SourceTree.Root, folder.Source), folder.Target, isReadOnly: true);
        }

        // A container's user is not ours and reads no file that only we may read: it gets a copy. The data directory keeps others out.
        foreach (var secret in server.SecretFilesWith(settings))
        {
            var file = data.Write(Path.Combine("containers", server.Name + "-secrets", secret), data.Secret(secret), forEverybody: true);
            container.WithBindMount(file, $"{ServerDefinition.SecretFolder}/{secret}", isReadOnly: true);
        }

        if (server.Generated is { } generated)
        {
            var name = Path.Combine("containers", server.Name, Path.GetFileName(generated.Target));
            var file = data.Write(name, generated.Content(hostAndPort, settings), forEverybody: true);
            container.WithBindMount(file, generated.Target, isReadOnly: true);
        }
    }
}
