using k8s;
using k8s.Models;
using Trading.AppHost.Model;
using Trading.AppHost.Servers;

namespace Trading.AppHost.Kubernetes;

/// <summary>A server as ConfigMaps, Service and StatefulSet with a claim for its data.</summary>
internal static class ServerObjects
{
    private const string Component = "server";

    public static async Task<List<IKubernetesObject>> OfAsync(
        IResource resource, ServerAnnotation annotation, DistributedApplicationExecutionContext execution)
    {
        var (server, settings) = annotation;
        var files = ServerFiles.Of(server, settings);
        var environment = await Environments.OfAsync(resource, execution);
        var volumes = files.Select(map => new V1Volume
        {
            Name = map.Name,
            ConfigMap = new V1ConfigMapVolumeSource
            {
                Name = map.Name,
                Items = [.. map.Files.Select(file => new V1KeyToPath { Key = file.Key, Path = file.Path })],
            },
        }).ToList();
        var mounts = files
            .Select(map => new V1VolumeMount { Name = map.Name, MountPath = map.MountPath, ReadOnlyProperty = true }).ToList();
        string[] secrets = [.. server.SecretFilesWith(settings)];
        if (secrets.Length > 0)
        {
            volumes.Add(Objects.SecretVolume("secrets", secrets));
            mounts.Add(new() { Name = "secrets", MountPath = ServerDefinition.SecretFolder, ReadOnlyProperty = true });
        }

        if (server.DataPath is not null)
        {
            mounts.Add(new() { Name = "data", MountPath = server.DataPath });
        }

        var container = new V1Container
        {
            Name = server.Name,
            Image = $"{server.Image}:{server.Tag}",
            Args = server.Arguments.Count == 0 ? null : [.. server.Arguments],
            Env = environment.Count == 0 ? null : environment,
            Ports = [.. server.Endpoints.Select(endpoint => new V1ContainerPort { Name = endpoint.Name, ContainerPort = endpoint.Port })],

            // A database that recovers after a crash is not to be killed for being slow.
            StartupProbe = Probe(server, period: 5, failures: 120),
            ReadinessProbe = Probe(server, period: 5, failures: 3),
            LivenessProbe = Probe(server, period: 20, failures: 6),
            Resources = Objects.Resources("256Mi", "2Gi"),

            // Databases write lock files and sockets beside their programs.
            SecurityContext = Objects.Security(readOnlyRoot: false),
            VolumeMounts = mounts.Count == 0 ? null : mounts,
        };
        return
        [
            .. files.Select(map => new V1ConfigMap
            {
                ApiVersion = "v1",
                Kind = "ConfigMap",
                Metadata = Objects.Metadata(map.Name, Component),
                Data = map.Files.ToDictionary(file => file.Key, file => file.Content, StringComparer.Ordinal),
            }),
            Objects.Service(server.Name, Component, server.Endpoints.Select(endpoint => (endpoint.Name, endpoint.Port))),
            Set(server, container, volumes),
        ];
    }

    private static V1StatefulSet Set(ServerDefinition server, V1Container container, List<V1Volume> volumes) => new()
    {
        ApiVersion = "apps/v1",
        Kind = "StatefulSet",
        Metadata = Objects.Metadata(server.Name, Component),
        Spec = new V1StatefulSetSpec
        {
            ServiceName = server.Name,
            Replicas = 1,
            Selector = new V1LabelSelector { MatchLabels = Objects.Selector(server.Name) },
            Template = Objects.Pod(server.Name, Component, server.UserId, graceSeconds: 60, container, volumes),
            VolumeClaimTemplates = server.DataPath is null ? null :
            [
                new V1PersistentVolumeClaim
                {
                    Metadata = new V1ObjectMeta { Name = "data" },
                    Spec = new V1PersistentVolumeClaimSpec
                    {
                        AccessModes = ["ReadWriteOnce"],
                        Resources = Objects.Storage(server.DataGibibytes),
                    },
                },
            ],
        },
    };

    private static V1Probe Probe(ServerDefinition server, int period, int failures) => server.ReadyPath is { } path
        ? Objects.HttpProbe(path, server.Endpoints[0].Name, period, failures)
        : new V1Probe
        {
            Exec = new V1ExecAction { Command = [.. server.ReadyCommand] },
            PeriodSeconds = period,
            TimeoutSeconds = 10,
            FailureThreshold = failures,
        };
}
