namespace Trading.AppHost.Kubernetes;

/// <summary>What a person who applies the manifests must do first.</summary>
internal static class ClusterReadme
{
    public static string Text()
    {
        var secrets = string.Concat(Topology.Secrets.Select(secret => $"| `{secret.Key}` | {secret.Value} |\n"));
        var literals = string.Concat(Topology.Secrets.Keys.Select(secret => $" \\\n  --from-file={secret}"));
        var images = string.Concat(Topology.Services.Select(service =>
            $"dotnet publish services/{service.Project} -c Release -t:PublishContainer -p:ContainerRepository=trading-{service.Name} -p:ContainerImageTag=TAG\n"));
        return $"""
            # Trading on Kubernetes

            A kustomize base, written from the topology by `dotnet run --project AppHost -- kubernetes --output DIR`. Do not edit it: write overlays.

            ## Images

            No Dockerfiles: the .NET SDK makes the images (add `-p:ContainerRegistry=REGISTRY` to push them).

            ```
            {images}```

            ## Secrets

            No value is written here. One Secret, `{ClusterSettings.SecretName}`, must exist in the namespace `{ClusterSettings.Namespace}`:

            | key | what |
            |---|---|
            {secrets}| `{ClusterSettings.KeyFileName}` | the API keys, one `role:key` a line (roles viewer, trader, admin; 16 characters or more) |

            ```
            kubectl -n {ClusterSettings.Namespace} create secret generic {ClusterSettings.SecretName}{literals} \
              --from-file={ClusterSettings.KeyFileName}
            ```

            Passwords stand in URLs and connection strings: letters and digits only.

            """.ReplaceLineEndings("\n");
    }
}
