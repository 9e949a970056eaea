using System.Globalization;
using k8s;
using k8s.Models;
using Trading.AppHost.Model;

namespace Trading.AppHost.Kubernetes;

/// <summary>A service as Deployment and Service.</summary>
internal static class ServiceObjects
{
    public const string KeyFileName = "api-keys";

    private const string Component = "service";

    /// <summary>The user of .NET's container images.</summary>
    private const int AppUser = 1654;

    public static async Task<List<IKubernetesObject>> OfAsync(
        IResource service, DistributedApplicationExecutionContext execution, Images images)
    {
        var name = service.Name;
        var port = service.Annotations.OfType<EndpointAnnotation>().Single(endpoint => endpoint.Name == Service.Http).TargetPort!.Value;
        var environment = await Environments.OfAsync(service, execution);
        environment.Add(
            new V1EnvVar { Name = "ASPNETCORE_URLS", Value = string.Create(CultureInfo.InvariantCulture, $"http://0.0.0.0:{port}") });

        // Services and the scraper call each other by name; probes call the pod's address, which those paths answer anyway.
        environment.Add(new V1EnvVar { Name = "Security__AllowedHosts", Value = name });
        List<V1Volume> volumes =
        [
            new() { Name = "work", EmptyDir = new V1EmptyDirVolumeSource { SizeLimit = new ResourceQuantity("2Gi") } },
            Objects.SecretVolume("keys", KeyFileName),
        ];
        List<V1VolumeMount> mounts =
        [
            new() { Name = "work", MountPath = "/tmp" }, new() { Name = "keys", MountPath = "/etc/trading/keys", ReadOnlyProperty = true },
        ];
        var keepsFiles = service.Annotations.OfType<ServiceAnnotation>().Single().KeepsFiles;
        if (keepsFiles)
        {
            volumes.Add(
                new() { Name = "data", PersistentVolumeClaim = new V1PersistentVolumeClaimVolumeSource { ClaimName = name + "-data" } });
            mounts.Add(new() { Name = "data", MountPath = "/data" });
        }

        var container = new V1Container
        {
            Name = name,
            Image = images.Of(name),
            Env = environment,
            Ports = [new V1ContainerPort { Name = Service.Http, ContainerPort = port }],
            StartupProbe = Objects.HttpProbe(Service.HealthPath, Service.Http, period: 2, failures: 60),
            LivenessProbe = Objects.HttpProbe(Service.HealthPath, Service.Http, period: 10, failures: 6),
            ReadinessProbe = Objects.HttpProbe(Service.ReadyPath, Service.Http, period: 5, failures: 3),
            Resources = Objects.Resources("192Mi", "1Gi"),
            SecurityContext = Objects.Security(readOnlyRoot: true),
            WorkingDir = "/app",
            VolumeMounts = mounts,
        };
        List<IKubernetesObject> objects = [Objects.Service(name, Component, [(Service.Http, port)]), Deployment(name, container, volumes)];
        if (keepsFiles)
        {
            objects.Insert(0, Claim(name));
        }

        return objects;
    }

    private static V1PersistentVolumeClaim Claim(string name) => new()
    {
        ApiVersion = "v1",
        Kind = "PersistentVolumeClaim",
        Metadata = Objects.Metadata(name + "-data", Component),
        Spec = new V1PersistentVolumeClaimSpec { AccessModes = ["ReadWriteOnce"], Resources = Objects.Storage(5) },
    };

    private static V1Deployment Deployment(string name, V1Container container, List<V1Volume> volumes) => new()
    {
        ApiVersion = "apps/v1",
        Kind = "Deployment",
        Metadata = Objects.Metadata(name, Component),
        Spec = new V1DeploymentSpec
        {
            Replicas = 1,

            // One reader of a venue's stream, one writer of an outbox: the old pod ends before the new one starts.
            Strategy = new V1DeploymentStrategy { Type = "Recreate" },
            Selector = new V1LabelSelector { MatchLabels = Objects.Selector(name) },
            Template = Scraped(Objects.Pod(name, Component, AppUser, graceSeconds: 40, container, volumes)),
        },
    };

    /// <summary>For a Prometheus that finds its targets by the customary annotations.</summary>
    private static V1PodTemplateSpec Scraped(V1PodTemplateSpec pod)
    {
        pod.Metadata.Annotations = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["prometheus.io/scrape"] = "true",
            ["prometheus.io/port"] = pod.Spec.Containers[0].Ports[0].ContainerPort.ToString(CultureInfo.InvariantCulture),
            ["prometheus.io/path"] = "/metrics",
        };
        return pod;
    }
}
