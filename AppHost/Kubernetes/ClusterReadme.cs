using System.Globalization;
using Trading.AppHost.Model;

namespace Trading.AppHost.Kubernetes;

/// <summary>What a person runs to get the deployment up, in its order.</summary>
internal static class ClusterReadme
{
    public static string Text(DistributedApplicationModel model, Images images)
    {
        var given = model.Resources.SelectMany(resource => resource.Annotations.OfType<ServerAnnotation>()).First().Settings.Secrets;
        var wanted = Secrets.All.Concat(Secrets.Given.Where(secret => given.ContainsKey(secret.Key))).ToList();
        var secrets = string.Concat(wanted.Select(secret => $"| `{secret.Key}` | {secret.Value} |\n"));
        var files = string.Concat(wanted.Select(secret => $" \\\n  --from-file={secret.Key}"));
        var publish = string.Concat(model.Resources.SelectMany(resource => resource.Annotations.OfType<ServiceAnnotation>()
            .Select(service => Publish(resource.Name, service.Project, images))));
        var console = model.Resources.Single(resource => resource.Name == ServicePorts.Console);
        var port = console.Annotations.OfType<EndpointAnnotation>().Single(endpoint => endpoint.Name == Service.Http).TargetPort!.Value
            .ToString(CultureInfo.InvariantCulture);
        return $"""
            # Trading on Kubernetes

            A kustomize base, written from the topology by `dotnet run --project AppHost -- kubernetes`. Do not edit it: write overlays.

            ## 1. Images

            In the repository. No Dockerfiles: the .NET SDK makes the images{Destination(images)}

            ```
            {publish}```

            ## 2. Namespace

            From here on in this folder:

            ```
            kubectl apply -f namespace.yaml
            ```

            ## 3. Secrets

            No value is written here. One Secret, `{Environments.SecretName}`, holds them; each of its keys is a file of that name here:

            | key | what |
            |---|---|
            {secrets}| `{ServiceObjects.KeyFileName}` | the API keys, one `role:key` a line (viewer, trader, admin; 16 characters or more) |

            ```
            kubectl -n {ManifestFiles.Namespace} create secret generic {Environments.SecretName}{files} \
              --from-file={ServiceObjects.KeyFileName}
            ```

            Passwords stand in URLs and connection strings: letters and digits only, without an end of line. Keep the files out of
            version control.

            ## 4. Everything else

            ```
            kubectl apply -k .
            kubectl -n {ManifestFiles.Namespace} rollout status deployment --timeout=10m
            ```

            ## 5. The console

            Nothing is reachable from outside: there is no Ingress. While this runs, the console is at <http://127.0.0.1:{port}>, with
            the API keys of the Secret:

            ```
            kubectl -n {ManifestFiles.Namespace} port-forward service/{console.Name} {port}:{port}
            ```

            ## 6. Alerts and metrics elsewhere

            With `Alerts__SlackUrl`, `Alerts__WebhookUrl` or `Alerts__MailTo` set while this is written, Alertmanager sends there too, and
            with `Telemetry__MetricsToken` set `/metrics` wants a token; the Secret then holds what section 3 lists. A Prometheus of your
            own finds the services by `prometheus.io/*`. The alert rules want `honor_labels: true` and the pod's label
            `app.kubernetes.io/name` as `service`.

            """.ReplaceLineEndings("\n");
    }

    private static string Destination(Images images) => images.Registry.Length == 0
        ? " in the local Docker or Podman, as the manifests name them. For a cluster that pulls from a registry, write the deployment again"
            + " with `--registry`."
        : $" and pushes them to {images.Registry}, as the manifests name them.";

    private static string Publish(string name, string project, Images images)
    {
        // A registry is a host; what follows its first slash belongs to the repository.
        var given = images.Registry.TrimEnd('/');
        var (host, folder) = given.Split('/', 2) is [var first, var rest] ? (first, rest + "/") : (given, "");
        var registry = host.Length == 0 ? "" : $" -p:ContainerRegistry={host}";
        return $"dotnet publish services/{project} -c Release -t:PublishContainer{registry}"
            + $" -p:ContainerRepository={folder}trading-{name} -p:ContainerImageTag={images.Tag}\n";
    }
}
