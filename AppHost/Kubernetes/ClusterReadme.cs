using Trading.AppHost.Model;

namespace Trading.AppHost.Kubernetes;

/// <summary>What a person who applies the manifests must do first.</summary>
internal static class ClusterReadme
{
    public static string Text(DistributedApplicationModel model)
    {
        var secrets = string.Concat(Secrets.All.Select(secret => $"| `{secret.Key}` | {secret.Value} |\n"));
        var literals = string.Concat(Secrets.All.Keys.Select(secret => $" \\\n  --from-file={secret}"));
        var images = string.Concat(model.Resources.SelectMany(resource => resource.Annotations.OfType<ServiceAnnotation>().Select(service =>
            $"dotnet publish services/{service.Project} -c Release -t:PublishContainer -p:ContainerRepository=trading-{resource.Name} -p:ContainerImageTag=TAG\n")));
        return $"""
            # Trading on Kubernetes

            A kustomize base, written from the topology by `dotnet run --project AppHost -- kubernetes --output DIR`. Do not edit it: write overlays.

            ## Images

            No Dockerfiles: the .NET SDK makes the images (add `-p:ContainerRegistry=REGISTRY` to push them).

            ```
            {images}```

            ## Secrets

            No value is written here. One Secret, `{Environments.SecretName}`, must exist in the namespace `{ManifestFiles.Namespace}`:

            | key | what |
            |---|---|
            {secrets}| `{ServiceObjects.KeyFileName}` | the API keys, one `role:key` a line (roles viewer, trader, admin; 16 characters or more) |

            ```
            kubectl -n {ManifestFiles.Namespace} create secret generic {Environments.SecretName}{literals} \
              --from-file={ServiceObjects.KeyFileName}
            ```

            Passwords stand in URLs and connection strings: letters and digits only.

            """.ReplaceLineEndings("\n");
    }
}
