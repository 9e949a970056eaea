namespace Trading.AppHost.Kubernetes;

/// <summary>The parts that the pods of services and servers share.</summary>
internal static class PodParts
{
    public const string NameLabel = "app.kubernetes.io/name";

    public static Dictionary<string, object> Metadata(string name, string component) =>
        Yaml.Map(("name", name), ("labels", Labels(name, component)));

    public static Dictionary<string, object> Labels(string name, string component) =>
        Yaml.Map((NameLabel, name), ("app.kubernetes.io/part-of", "trading"), ("app.kubernetes.io/component", component));

    public static Dictionary<string, object> Selector(string name) => Yaml.Map((NameLabel, name));

    public static Dictionary<string, object> Service(string name, string component, IEnumerable<(string Name, int Port)> ports) => Yaml.Map(
        ("apiVersion", "v1"),
        ("kind", "Service"),
        ("metadata", Metadata(name, component)),
        ("spec", Yaml.Map(
            ("selector", Selector(name)),
            ("ports", ports.Select(port => Yaml.Map(("name", port.Name), ("port", port.Port), ("targetPort", port.Name))).ToArray()))));

    public static Dictionary<string, object> PodSecurity(int userId) => Yaml.Map(
        ("runAsNonRoot", true), ("runAsUser", userId), ("runAsGroup", userId), ("fsGroup", userId),
        ("seccompProfile", Yaml.Map(("type", "RuntimeDefault"))));

    public static Dictionary<string, object> ContainerSecurity(bool readOnlyRoot) => Yaml.Map(
        ("allowPrivilegeEscalation", false),
        ("readOnlyRootFilesystem", readOnlyRoot),
        ("capabilities", Yaml.Map(("drop", new[] { "ALL" }))));

    public static Dictionary<string, object> Resources(string cpu, string memory, string memoryLimit) => Yaml.Map(
        ("requests", Yaml.Map(("cpu", cpu), ("memory", memory))), ("limits", Yaml.Map(("memory", memoryLimit))));

    public static Dictionary<string, object> HttpProbe(string path, string port, int periodSeconds, int failureThreshold) => Yaml.Map(
        ("httpGet", Yaml.Map(("path", path), ("port", port))), ("periodSeconds", periodSeconds), ("timeoutSeconds", 5), ("failureThreshold", failureThreshold));
}
