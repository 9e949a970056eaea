using System.Globalization;

namespace Trading.AppHost.Kubernetes;

/// <summary>A service as Deployment and Service.</summary>
internal static class ServiceManifest
{
    private const string Component = "service";

    /// <summary>The user of .NET's container images.</summary>
    private const int AppUser = 1654;

    public static IEnumerable<Dictionary<string, object>> Of(ServiceResource service, ClusterSettings settings)
    {
        if (service.KeepsFiles)
        {
            yield return Yaml.Map(
                ("apiVersion", "v1"),
                ("kind", "PersistentVolumeClaim"),
                ("metadata", PodParts.Metadata(ClaimOf(service), Component)),
                ("spec", Yaml.Map(
                    ("accessModes", new[] { "ReadWriteOnce" }),
                    ("resources", Yaml.Map(("requests", Yaml.Map(("storage", "5Gi"))))))));
        }

        yield return PodParts.Service(service.Name, Component, [("http", service.Port)]);
        yield return Yaml.Map(
            ("apiVersion", "apps/v1"),
            ("kind", "Deployment"),
            ("metadata", PodParts.Metadata(service.Name, Component)),
            ("spec", Yaml.Map(
                ("replicas", 1),

                // One reader of a venue's stream, one writer of an outbox: the old pod ends before the new one starts.
                ("strategy", Yaml.Map(("type", "Recreate"))),
                ("selector", Yaml.Map(("matchLabels", PodParts.Selector(service.Name)))),
                ("template", Yaml.Map(
                    ("metadata", Yaml.Map(("labels", PodParts.Labels(service.Name, Component)))),
                    ("spec", Pod(service, settings)))))));
    }

    private static Dictionary<string, object> Pod(ServiceResource service, ClusterSettings settings) => Yaml.Map(
        ("securityContext", PodParts.PodSecurity(AppUser)),
        ("automountServiceAccountToken", false),
        ("terminationGracePeriodSeconds", 40),
        ("containers", new[] { Container(service, settings) }),
        ("volumes", Files(service, Yaml.Map(("name", "data"), ("persistentVolumeClaim", Yaml.Map(("claimName", ClaimOf(service))))),
        [
            Yaml.Map(("name", "work"), ("emptyDir", Yaml.Map(("sizeLimit", "2Gi")))),
            Yaml.Map(("name", "keys"), ("secret", Yaml.Map(
                ("secretName", ClusterSettings.SecretName),
                ("items", new[] { Yaml.Map(("key", ClusterSettings.KeyFileName), ("path", ClusterSettings.KeyFileName)) })))),
        ])));

    private static Dictionary<string, object> Container(ServiceResource service, ClusterSettings settings)
    {
        var listen = new Setting("ASPNETCORE_URLS", string.Create(CultureInfo.InvariantCulture, $"http://0.0.0.0:{service.Port}"));

        // Services and the scraper call each other by name; probes call the pod's address, which those paths answer anyway.
        var hosts = new Setting("Security__AllowedHosts", service.Name);
        return Yaml.Map(
            ("name", service.Name),
            ("image", settings.Image(service)),
            ("env", ClusterSettings.Environment([listen, hosts, .. ServiceSettings.Of(service)])),
            ("ports", new[] { Yaml.Map(("name", "http"), ("containerPort", service.Port)) }),
            ("startupProbe", PodParts.HttpProbe(ServiceResource.HealthPath, "http", periodSeconds: 2, failureThreshold: 60)),
            ("livenessProbe", PodParts.HttpProbe(ServiceResource.HealthPath, "http", periodSeconds: 10, failureThreshold: 6)),
            ("readinessProbe", PodParts.HttpProbe(ServiceResource.ReadyPath, "http", periodSeconds: 5, failureThreshold: 3)),
            ("resources", PodParts.Resources("100m", "192Mi", "1Gi")),
            ("securityContext", PodParts.ContainerSecurity(readOnlyRoot: true)),
            ("workingDir", "/app"),
            ("volumeMounts", Files(service, Yaml.Map(("name", "data"), ("mountPath", ClusterSettings.DataFolder)),
            [
                Yaml.Map(("name", "work"), ("mountPath", "/tmp")),
                Yaml.Map(("name", "keys"), ("mountPath", ClusterSettings.KeyFolder), ("readOnly", true)),
            ])));
    }

    private static string ClaimOf(ServiceResource service) => service.Name + "-data";

    private static Dictionary<string, object>[] Files(ServiceResource service, Dictionary<string, object> own, Dictionary<string, object>[] others) =>
        service.KeepsFiles ? [own, .. others] : others;
}
