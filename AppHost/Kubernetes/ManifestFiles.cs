using k8s;
using k8s.Models;
using Trading.AppHost.Model;

namespace Trading.AppHost.Kubernetes;

/// <summary>The files of a kustomize base: the same model gives the same bytes.</summary>
internal static class ManifestFiles
{
    public const string Namespace = "trading";

    /// <summary>File names and contents, in the order of their names.</summary>
    public static async Task<SortedDictionary<string, string>> OfAsync(
        DistributedApplicationModel model, DistributedApplicationExecutionContext execution, Images images)
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["namespace.yaml"] = Yaml(
                [new V1Namespace { ApiVersion = "v1", Kind = "Namespace", Metadata = new V1ObjectMeta { Name = Namespace } }]),
        };
        foreach (var resource in model.Resources)
        {
            if (resource.Annotations.OfType<ServerAnnotation>().FirstOrDefault() is { } annotation)
            {
                files[resource.Name + ".yaml"] = Yaml(await ServerObjects.OfAsync(resource, annotation, execution));
            }
            else if (resource.Annotations.OfType<ServiceAnnotation>().Any())
            {
                files[resource.Name + ".yaml"] = Yaml(await ServiceObjects.OfAsync(resource, execution, images));
            }
        }

        files["kustomization.yaml"] = "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n"
            + $"namespace: {Namespace}\nresources:\n"
            + string.Concat(files.Keys.Select(file => $"- {file}\n"));
        files["README.md"] = ClusterReadme.Text(model, images);
        return files;
    }

    private static string Yaml(IEnumerable<IKubernetesObject> objects) => KubernetesYaml.SerializeAll(objects).ReplaceLineEndings("\n");
}
