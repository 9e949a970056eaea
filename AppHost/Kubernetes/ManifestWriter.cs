using System.Text;

namespace Trading.AppHost.Kubernetes;

/// <summary>Writes the deployment as a kustomize base: the same topology gives the same bytes.</summary>
public static class ManifestWriter
{
    public static int Write(string folder, string registry, string tag)
    {
        var files = Files(registry, tag);
        Directory.CreateDirectory(folder);
        foreach (var (name, content) in files)
        {
            File.WriteAllText(Path.Combine(folder, name), content, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        }

        Console.WriteLine($"Wrote {files.Count} files to {folder}. Read README.md there for the secrets, then: kubectl apply -k {folder}");
        return 0;
    }

    /// <summary>File names and contents, in the order of their names.</summary>
    public static SortedDictionary<string, string> Files(string registry, string tag)
    {
        var settings = new ClusterSettings(registry, tag);
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["namespace.yaml"] = Yaml.Document(Namespace()) };
        foreach (var server in Topology.Servers)
        {
            files[server.Name + ".yaml"] = Yaml.Documents([.. ServerManifest.Of(server)]);
        }

        foreach (var service in Topology.Services)
        {
            files[service.Name + ".yaml"] = Yaml.Documents([.. ServiceManifest.Of(service, settings)]);
        }

        files["kustomization.yaml"] = Yaml.Document(new()
        {
            ["apiVersion"] = "kustomize.config.k8s.io/v1beta1",
            ["kind"] = "Kustomization",
            ["namespace"] = ClusterSettings.Namespace,
            ["resources"] = files.Keys.ToArray(),
        });
        files["README.md"] = ClusterReadme.Text();
        return files;
    }

    private static Dictionary<string, object> Namespace() => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Namespace",
        ["metadata"] = new Dictionary<string, object> { ["name"] = ClusterSettings.Namespace },
    };
}
