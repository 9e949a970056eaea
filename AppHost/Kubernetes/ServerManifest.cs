using System.Globalization;

namespace Trading.AppHost.Kubernetes;

/// <summary>A server as ConfigMaps, Service and StatefulSet with a claim for its data.</summary>
internal static class ServerManifest
{
    private const string Component = "server";
    private const string DataVolume = "data";
    private const string SecretVolume = "secrets";

    public static IEnumerable<Dictionary<string, object>> Of(ServerResource server)
    {
        var files = ServerFiles.Of(server);
        foreach (var map in files)
        {
            yield return Yaml.Map(
                ("apiVersion", "v1"),
                ("kind", "ConfigMap"),
                ("metadata", PodParts.Metadata(map.Name, Component)),
                ("data", map.Files.ToDictionary(file => file.Key, object (file) => file.Content, StringComparer.Ordinal)));
        }

        var ports = server.Endpoints.Select(endpoint => (endpoint.Name, endpoint.Port)).ToArray();
        yield return PodParts.Service(server.Name, Component, ports);
        yield return Yaml.Map(
            ("apiVersion", "apps/v1"),
            ("kind", "StatefulSet"),
            ("metadata", PodParts.Metadata(server.Name, Component)),
            ("spec", Yaml.Map(
                ("serviceName", server.Name),
                ("replicas", 1),
                ("selector", Yaml.Map(("matchLabels", PodParts.Selector(server.Name)))),
                ("template", Yaml.Map(
                    ("metadata", Yaml.Map(("labels", PodParts.Labels(server.Name, Component)))),
                    ("spec", Pod(server, files)))),
                ("volumeClaimTemplates", server.DataPath is null ? null : new[] { Claim(server) }))));
    }

    private static Dictionary<string, object> Claim(ServerResource server) => Yaml.Map(
        ("metadata", Yaml.Map(("name", DataVolume))),
        ("spec", Yaml.Map(
            ("accessModes", new[] { "ReadWriteOnce" }),
            ("resources", Yaml.Map(("requests", Yaml.Map(("storage", string.Create(CultureInfo.InvariantCulture, $"{server.DataGibibytes}Gi")))))))));

    private static Dictionary<string, object> Pod(ServerResource server, IReadOnlyList<ServerFiles> files) => Yaml.Map(
        ("securityContext", PodParts.PodSecurity(server.UserId)),
        ("automountServiceAccountToken", false),
        ("terminationGracePeriodSeconds", 60),
        ("containers", new[] { Container(server, files) }),
        ("volumes", Volumes(server, files) is { Length: > 0 } volumes ? volumes : null));

    private static Dictionary<string, object>[] Volumes(ServerResource server, IReadOnlyList<ServerFiles> files) =>
    [
        .. files.Select(map => Yaml.Map(
            ("name", map.Name),
            ("configMap", Yaml.Map(
                ("name", map.Name),
                ("items", map.Files.Select(file => Yaml.Map(("key", file.Key), ("path", file.Path))).ToArray()))))),
        .. server.SecretFiles.Count == 0 ? [] : new[]
        {
            Yaml.Map(("name", SecretVolume), ("secret", Yaml.Map(
                ("secretName", ClusterSettings.SecretName),
                ("items", server.SecretFiles.Select(secret => Yaml.Map(("key", secret), ("path", secret))).ToArray())))),
        },
    ];

    private static Dictionary<string, object> Container(ServerResource server, IReadOnlyList<ServerFiles> files)
    {
        var environment = ClusterSettings.Environment(server.Environment);
        Dictionary<string, object>[] mounts =
        [
            .. server.DataPath is null ? [] : new[] { Yaml.Map(("name", DataVolume), ("mountPath", server.DataPath)) },
            .. files.Select(map => Yaml.Map(("name", map.Name), ("mountPath", map.MountPath), ("readOnly", true))),
            .. server.SecretFiles.Count == 0 ? [] : new[] { Yaml.Map(("name", SecretVolume), ("mountPath", ServerResource.SecretFolder), ("readOnly", true)) },
        ];
        return Yaml.Map(
            ("name", server.Name),
            ("image", $"{server.Image}:{server.Tag}"),
            ("args", server.Arguments.Count == 0 ? null : server.Arguments.ToArray()),
            ("env", environment.Count == 0 ? null : environment),
            ("ports", server.Endpoints.Select(endpoint => Yaml.Map(("name", endpoint.Name), ("containerPort", endpoint.Port))).ToArray()),

            // A database that recovers after a crash is not to be killed for being slow.
            ("startupProbe", Probe(server, periodSeconds: 5, failureThreshold: 120)),
            ("readinessProbe", Probe(server, periodSeconds: 5, failureThreshold: 3)),
            ("livenessProbe", Probe(server, periodSeconds: 20, failureThreshold: 6)),
            ("resources", PodParts.Resources("100m", "256Mi", "2Gi")),

            // Databases write lock files and sockets beside their programs.
            ("securityContext", PodParts.ContainerSecurity(readOnlyRoot: false)),
            ("volumeMounts", mounts.Length == 0 ? null : mounts));
    }

    private static Dictionary<string, object> Probe(ServerResource server, int periodSeconds, int failureThreshold) => server.ReadyPath is { } path
        ? PodParts.HttpProbe(path, server.Endpoints[0].Name, periodSeconds, failureThreshold)
        : Yaml.Map(
            ("exec", Yaml.Map(("command", server.ReadyCommand.ToArray()))),
            ("periodSeconds", periodSeconds),
            ("timeoutSeconds", 10),
            ("failureThreshold", failureThreshold));
}
