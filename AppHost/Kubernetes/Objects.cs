using k8s.Models;

namespace Trading.AppHost.Kubernetes;

/// <summary>The parts that the objects of services and servers share.</summary>
internal static class Objects
{
    private const string NameLabel = "app.kubernetes.io/name";

    public static V1ObjectMeta Metadata(string name, string component) => new() { Name = name, Labels = Labels(name, component) };

    public static Dictionary<string, string> Labels(string name, string component) => new(StringComparer.Ordinal)
    {
        [NameLabel] = name,
        ["app.kubernetes.io/part-of"] = "trading",
        ["app.kubernetes.io/component"] = component,
    };

    public static Dictionary<string, string> Selector(string name) => new(StringComparer.Ordinal) { [NameLabel] = name };

    public static V1Service Service(string name, string component, IEnumerable<(string Name, int Port)> ports) => new()
    {
        ApiVersion = "v1",
        Kind = "Service",
        Metadata = Metadata(name, component),
        Spec = new V1ServiceSpec
        {
            Selector = Selector(name),
            Ports = [.. ports.Select(port => new V1ServicePort { Name = port.Name, Port = port.Port, TargetPort = port.Name })],
        },
    };

    public static V1PodTemplateSpec Pod(
        string name, string component, int userId, int graceSeconds, V1Container container, List<V1Volume> volumes) => new()
        {
            Metadata = new V1ObjectMeta { Labels = Labels(name, component) },
            Spec = new V1PodSpec
            {
                AutomountServiceAccountToken = false,
                TerminationGracePeriodSeconds = graceSeconds,
                SecurityContext = new V1PodSecurityContext
                {
                    RunAsNonRoot = true,
                    RunAsUser = userId,
                    RunAsGroup = userId,
                    FsGroup = userId,
                    SeccompProfile = new V1SeccompProfile { Type = "RuntimeDefault" },
                },
                Containers = [container],
                Volumes = volumes.Count == 0 ? null : volumes,
            },
        };

    public static V1SecurityContext Security(bool readOnlyRoot) => new()
    {
        AllowPrivilegeEscalation = false,
        ReadOnlyRootFilesystem = readOnlyRoot,
        Capabilities = new V1Capabilities { Drop = ["ALL"] },
    };

    public static V1ResourceRequirements Resources(string memory, string memoryLimit) => new()
    {
        Requests = new Dictionary<string, ResourceQuantity>(StringComparer.Ordinal) { ["cpu"] = new("100m"), ["memory"] = new(memory) },
        Limits = new Dictionary<string, ResourceQuantity>(StringComparer.Ordinal) { ["memory"] = new(memoryLimit) },
    };

    public static V1VolumeResourceRequirements Storage(int gibibytes) => new()
    {
        Requests = new Dictionary<string, ResourceQuantity>(StringComparer.Ordinal) { ["storage"] = new($"{gibibytes}Gi") },
    };

    public static V1Probe HttpProbe(string path, string port, int period, int failures) =>
        new()
        {
            HttpGet = new V1HTTPGetAction { Path = path, Port = port },
            PeriodSeconds = period,
            TimeoutSeconds = 5,
            FailureThreshold = failures,
        };

    /// <summary>Keys of the Secret as files of the same names.</summary>
    public static V1Volume SecretVolume(string name, params string[] keys) => new()
    {
        Name = name,
        Secret = new V1SecretVolumeSource
        {
            SecretName = Environments.SecretName,
            Items = [.. keys.Select(key => new V1KeyToPath { Key = key, Path = key })],
        },
    };
}
