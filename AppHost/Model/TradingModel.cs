using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Trading.AppHost.Data;
using Trading.AppHost.Running;
using Trading.AppHost.Servers;

namespace Trading.AppHost.Model;

/// <summary>The resources of a run, or of the manifests, which have no data directory and no port of this machine.</summary>
/// <param name="engine">What runs the containers; null for none.</param>
internal sealed class TradingModel(
    IDistributedApplicationBuilder builder,
    RunMode mode,
    RunOptions options,
    DataDirectory? data,
    PreferredPorts ports,
    string? engine = null)
{
    private readonly Dictionary<string, IResourceBuilder<ParameterResource>> _secrets = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IResource> _groups = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _ports = new(StringComparer.Ordinal);

    public RunMode Mode => mode;

    public RunOptions Options => options;

    public bool IsSimulated => options.SimulatedVenues.Count > 0;

    public bool IsPublished => data is null;

    /// <summary>By this name servers in containers call the services, which are processes of this machine.</summary>
    public string Machine { get; } = engine == ContainerRuntime.Podman ? "host.containers.internal" : "host.docker.internal";

    public List<Service> Services { get; } = [];

    /// <summary>Null where there is none.</summary>
    public Server? Alertmanager { get; private set; }

    public Uri ConsoleUrl => UrlOf(ServicePorts.Console);

    public string KeyFile => data?.KeyFile ?? "/etc/trading/keys/api-keys";

    /// <summary>Where the services of this run are reached, in the order of the topology.</summary>
    public IEnumerable<(string Name, int Port)> Ports => ServicePorts.All
        .Where(service => service.Key != ServicePorts.Simulator || IsSimulated)
        .Select(service => (service.Key, PortOf(service.Key, service.Value)));

    public string PathOf(string folder, bool shared = false) =>
        data is null ? "/data/" + folder : Path.Combine(shared ? data.Root : data.Folder, folder);

    /// <summary>The wished port, or the one that this run has instead.</summary>
    public int PortOf(string name, int wished)
    {
        if (!_ports.TryGetValue(name, out var port))
        {
            _ports[name] = port = IsPublished ? wished : ports.Next(name, wished);
        }

        return port;
    }

    /// <summary>Where a service answers; in mode <c>embedded</c> one process answers for all.</summary>
    public Uri UrlOf(string service) => (service, mode) is (ServicePorts.Simulator, RunMode.Embedded)
        ? new Uri("http://" + Loopback(PortOf(service, ServicePorts.All[service])))
        : (Services.Find(known => known.Name == service) ?? Services[0]).Url;

    public ParameterResource Secret(string name)
    {
        if (!_secrets.TryGetValue(name, out var secret))
        {
            // Publishing stores the values of parameters: it gets none.
            var value = data?.Secret(name) ?? "";
            secret = _secrets[name] = builder.AddParameter(name, () => value, publishValueAsDefault: false, secret: true);
        }

        return secret.Resource;
    }

    public Service AddService<TProject>(string name, string description, string icon, int? port = null)
        where TProject : IProjectMetadata, new()
    {
        var project = Path.GetFileNameWithoutExtension(new TProject().ProjectPath);
        var wished = port ?? ServicePorts.All[name];
        var listens = PortOf(port is null ? name : ServicePorts.Console, wished);
        var check = name + ReadyCheck.Suffix;
        var ready = new Uri("http://" + Loopback(listens) + Service.ReadyPath);
        builder.Services.AddHealthChecks().AddAsyncCheck(
            check, token => EagerCheck.AskAsync(cancel => ReadyCheck.AskAsync(ready, cancel), token));
        var resource = builder.AddExecutable(name, ProgramFinder.Dotnet(), SourceTree.ProjectFolder(project), SourceTree.Assembly(project))
            .WithHttpEndpoint(port: listens, targetPort: listens, name: Service.Http, isProxied: false)
            .WithEndpoint(Service.Http, endpoint => endpoint.TargetHost = "127.0.0.1")
            .WithHealthCheck(check)
            .WithIconName(icon)
            .WithAnnotation(new ServiceAnnotation(project, description));
        var service = new Service(this, resource, listens);
        Services.Add(service);
        return service;
    }

    public Server AddServer(ServerDefinition server) => mode == RunMode.Local ? AddProgram(server) : AddContainer(server);

    /// <summary>What watches the others, as far as this mode has it. The collector is null in mode <c>local</c>.</summary>
    public Server? AddObservers()
    {
        data?.Give(Secrets.Given.Keys, options.Observers.Secrets);
        var observers = ServerCatalogue.All.Where(server => server.IsObserver && (mode != RunMode.Local || InstalledServers.Has(server)));
        var added = observers.Select(AddServer).ToList();
        Alertmanager = added.Find(server => server.Definition == ServerCatalogue.Alertmanager);
        return added.Find(server => server.Definition == ServerCatalogue.OtelCollector);
    }

    /// <summary>The collector gets what Aspire's dashboard gets; in a cluster it is the only one.</summary>
    public void SendTelemetryTo(Server? collector)
    {
        foreach (var service in Services.Where(_ => collector is not null))
        {
            var endpoint = collector!.Resource.GetEndpoint(IsPublished ? "otlp" : "otlp-http");
            service.Set(IsPublished ? "OTEL_EXPORTER_OTLP_ENDPOINT" : "Telemetry__CollectorUrl", endpoint);
        }
    }

    private Server AddProgram(ServerDefinition server)
    {
        var script = Path.Combine(SourceTree.Root, "infra", "servers", server.Name + ".sh");
        var program = builder.AddExecutable(server.Name, "/bin/sh", SourceTree.Root, script)
            .WithEnvironment("SERVER_DATA", PathOf(server.Name))
            .WithEnvironment("SERVER_ROOT", data!.Root);
        foreach (var endpoint in server.Endpoints.Where(endpoint => endpoint.Variable is not null))
        {
            var port = PortOf(EndpointName(server, endpoint), endpoint.Port);
            program.WithEndpoint(
                port: port, targetPort: port, scheme: endpoint.Scheme, name: endpoint.Name, env: endpoint.Variable, isProxied: false)
                .WithEndpoint(endpoint.Name, listens => listens.TargetHost = "127.0.0.1");
        }

        if (server == ServerCatalogue.RabbitMq)
        {
            program.WithEnvironment("SERVER_DISTRIBUTION_PORT", ports.AnyText()).WithEnvironment("SERVER_MAPPER_PORT", ports.AnyText());
        }

        if (server.PasswordVariable is not null)
        {
            program.WithEnvironment("SERVER_PASSWORD", ReferenceExpression.Create($"{Secret(server.PasswordSecret)}"));
        }

        if (server == ServerCatalogue.Prometheus)
        {
            var targets = Ports.Select(service => new ScrapeTarget(service.Name, Loopback(service.Port)))
                .Append(new ScrapeTarget("rabbitmq", Loopback(PortOf("rabbitmq metrics", ServerCatalogue.RabbitMq.PortOf("metrics")))));
            var alerts = InstalledServers.Has(ServerCatalogue.Alertmanager)
                ? Loopback(PortOf("alertmanager", ServerCatalogue.Alertmanager.Endpoints[0].Port))
                : null;
            Generate(ObserverConfiguration.Prometheus(targets, alerts, options.Observers, data.SecretPath));
        }
        else if (server == ServerCatalogue.Alertmanager)
        {
            var console = new Uri("http://" + Loopback(PortOf(ServicePorts.Console, ServicePorts.All[ServicePorts.Console])));
            Generate(ObserverConfiguration.Alertmanager(console, options.Observers, data.SecretPath));
        }

        return Watch(program, server);

        void Generate(string text) => program.WithEnvironment(
            "SERVER_CONFIGURATION", data.Write(Path.Combine("configuration", server.Name + ".yml"), text));
    }

    private Server AddContainer(ServerDefinition server)
    {
        var (image, tag) = ImageOf(server);
        var container = builder.AddContainer(server.Name, image, tag)
            .WithArgs([.. server.Arguments])
            .WithAnnotation(new ServerAnnotation(server, options.Observers));
        foreach (var endpoint in server.Endpoints.Where(endpoint => IsPublished || !endpoint.IsInternal))
        {
            container.WithEndpoint(
                PortOf(EndpointName(server, endpoint), endpoint.Port), endpoint.Port, endpoint.Scheme, endpoint.Name, isProxied: false);
        }

        foreach (var (name, value) in server.Environment)
        {
            container.WithEnvironment(name, value);
        }

        if (server.PasswordVariable is { } variable)
        {
            container.WithEnvironment(variable, ReferenceExpression.Create($"{Secret(server.PasswordSecret)}"));
        }

        if (!IsPublished)
        {
            // Podman knows no host-gateway before version 4.7, and where services listen no better address than the bridge's.
            if ((ContainerGateway.Bridge() ?? (engine == ContainerRuntime.Docker ? "host-gateway" : null)) is { } address)
            {
                container.WithContainerRuntimeArgs($"--add-host={Machine}:{address}");
            }

            ContainerFiles.Mount(container, server, data!, options.Observers, (name, port) => ServicePorts.All.TryGetValue(name, out var at)
                ? string.Create(CultureInfo.InvariantCulture, $"{Machine}:{PortOf(name, at)}")
                : string.Create(CultureInfo.InvariantCulture, $"{name}:{port}"));
        }

        return Watch(container, server);
    }

    /// <summary>An image of the user's own, by <c>Images__NAME=repository:tag</c> in the environment.</summary>
    private (string Image, string Tag) ImageOf(ServerDefinition server) =>
        builder.Configuration["Images:" + server.Name] is { Length: > 0 } own
        ? own.LastIndexOf(':') is > 0 and var colon ? (own[..colon], own[(colon + 1)..]) : (own, "latest")
        : (server.Image, server.Tag);

    private Server Watch<T>(IResourceBuilder<T> resource, ServerDefinition server)
        where T : IResourceWithEndpoints
    {
        if (server.Hello is { } hello)
        {
            var check = server.Name + "-answers";
            var port = PortOf(server.Name, server.Endpoints[0].Port);
            builder.Services.AddHealthChecks().AddAsyncCheck(
                check, token => EagerCheck.AskAsync(cancel => HelloCheck.AskAsync(port, hello.Request, hello.Answer, cancel), token));
            resource.WithHealthCheck(check);
        }
        else
        {
            resource.WithHttpHealthCheck(server.ReadyPath, endpointName: server.Endpoints[0].Name);
        }

        resource.WithIconName(server.Icon).WithParentRelationship(GroupOf(server.IsObserver ? "observers" : "servers"));
        return new Server(server, (IResourceBuilder<IResourceWithEndpoints>)resource);
    }

    /// <summary>A row of the dashboard that others stand under.</summary>
    private IResource GroupOf(string name)
    {
        if (!_groups.TryGetValue(name, out var group))
        {
            var running = new CustomResourceSnapshot { ResourceType = "Group", Properties = [], State = KnownResourceStates.Running };
            group = _groups[name] = builder.AddResource(new Group(name)).WithInitialState(running)
                .ExcludeFromManifest().WithIconName("Folder").Resource;
        }

        return group;
    }

    private sealed class Group(string name) : Resource(name);

    private static string EndpointName(ServerDefinition server, ServerEndpoint endpoint) =>
        endpoint == server.Endpoints[0] ? server.Name : $"{server.Name} {endpoint.Name}";

    private static string Loopback(int port) => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}");
}
