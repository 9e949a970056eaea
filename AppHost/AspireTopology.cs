#if ASPIRE
using System.Globalization;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Trading.AppHost.Local;

namespace Trading.AppHost;

/// <summary>The resources of <see cref="Topology"/> as Aspire's.</summary>
internal sealed class AspireTopology
{
    /// <summary>By this name observers in containers call the services, which are processes of this machine.</summary>
    private const string MachineInContainers = "host.docker.internal";

    private readonly IDistributedApplicationBuilder _builder;
    private readonly RunOptions _options;
    private readonly DataDirectory _data;
    private readonly WishedPorts _ports;
    private readonly Dictionary<string, IResourceBuilder<ParameterResource>> _secrets = new(StringComparer.Ordinal);
    private readonly Dictionary<string, EndpointReference> _endpoints = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _servicePorts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _observerPorts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IResourceBuilder<IResourceWithConnectionString>> _servers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IResourceBuilder<ProjectResource>> _projects = new(StringComparer.Ordinal);
    private readonly List<string> _table = [];

    private AspireTopology(IDistributedApplicationBuilder builder, RunOptions options, DataDirectory data, WishedPorts ports)
    {
        _builder = builder;
        _options = options;
        _data = data;
        _ports = ports;
    }

    public IReadOnlyList<string> Table => _table;

    public string ConsoleUrl => Url(_servicePorts[Topology.Console]);

    public static async Task<AspireTopology> AddAsync(
        IDistributedApplicationBuilder builder, RunOptions options, DataDirectory data, WishedPorts ports, CancellationToken cancellationToken)
    {
        var topology = new AspireTopology(builder, options, data, ports);
        await data.EnsureKeysAsync(cancellationToken);
        foreach (var name in Topology.Secrets.Keys)
        {
            topology._secrets[name] = builder.AddParameter(name, await topology.SecretAsync(name, cancellationToken), publishValueAsDefault: false, secret: true);
        }

        await topology.CopySecretFilesAsync(cancellationToken);
        topology.AddServers();
        foreach (var service in Topology.ServicesFor(options.Venue.Name))
        {
            topology._servicePorts[service.Name] = ports.Next(service.Name, service.Port);
        }

        // Before the services, which are told the collector's port.
        foreach (var server in Topology.Servers.Where(server => server.IsObserver))
        {
            topology.AddObserver(server);
        }

        foreach (var service in Topology.ServicesFor(options.Venue.Name))
        {
            topology.AddService(service);
        }

        return topology;
    }

    private async Task<string> SecretAsync(string name, CancellationToken cancellationToken) => (_options.Venue == Venue.Simulator, name) switch
    {
        (false, "venue-api-key") => Environment.GetEnvironmentVariable("Venue__ApiKey") ?? "",
        (false, "venue-api-secret") => Environment.GetEnvironmentVariable("Venue__ApiSecret") ?? "",
        _ => await _data.SecretAsync(name, cancellationToken),
    };

    /// <summary>
    /// A container's user is not ours and reads no file that only we may read: it gets a copy. The data directory around it keeps other
    /// users of this machine out.
    /// </summary>
    private async Task CopySecretFilesAsync(CancellationToken cancellationToken)
    {
        foreach (var (server, secret) in Topology.Servers.SelectMany(server => server.SecretFiles.Select(secret => (server, secret))))
        {
            var file = Path.Combine(SecretFolder(server), secret);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.WriteAllTextAsync(file, await SecretAsync(secret, cancellationToken), cancellationToken);
        }
    }

    private string SecretFolder(ServerResource server) => _data.PathOf(Path.Combine("containers", server.Name + "-secrets"));

    private void AddServers()
    {
        var user = _builder.AddParameter("servers-user", "trading");
        var postgres = _builder.AddPostgres("postgres", user, _secrets["postgres-password"]).WithDataVolume();
        _servers["postgres"] = postgres.AddDatabase("trading");
        _endpoints["postgres"] = postgres.GetEndpoint("tcp");

        // No password: the services are given host and port, and the port is on loopback.
        var redis = _builder.AddRedis("redis").WithPassword(null).WithDataVolume().WithPersistence();
        _servers["redis"] = redis;
        _endpoints["redis"] = redis.GetEndpoint("tcp");
        var rabbit = _builder.AddRabbitMQ("rabbitmq", user, _secrets["rabbitmq-password"]).WithDataVolume().WithManagementPlugin();
        _servers["rabbitmq"] = rabbit;
        _endpoints["rabbitmq"] = rabbit.GetEndpoint("tcp");
        _table.AddRange(_servers.Keys.Select(name => $"{name,-20}{"container",-11}see the dashboard"));
    }

    private void AddService(ServiceResource service)
    {
        var port = _servicePorts[service.Name];
        var project = _builder.AddProject(service.Name, Path.Combine(SourceTree.ProjectFolder(service.Project), service.Project + ".csproj"))
            .WithHttpEndpoint(port: port, name: "http", isProxied: false)
            .WithHttpHealthCheck(ServiceResource.ReadyPath)
            .WithEnvironment("ASPNETCORE_URLS", string.Join(';', ContainerGateway.Addresses().Select(address => string.Create(CultureInfo.InvariantCulture, $"http://{address}:{port}"))))
            .WithEnvironment("Security__AllowedHosts", MachineInContainers);
        foreach (var setting in ServiceSettings.Of(service).Where(IsKnown))
        {
            project.WithEnvironment(setting.Key, Expression(setting.Value));
        }

        foreach (var need in service.Needs)
        {
            if (_servers.TryGetValue(need, out var server))
            {
                project.WithReference(server).WaitFor(server);
            }
            else if (_projects.TryGetValue(need, out var other))
            {
                project.WithReference(other).WaitFor(other);
            }
        }

        if (service.Name == Topology.Console)
        {
            project.WithUrlForEndpoint("http", url => url.DisplayText = "Trading");
        }

        _projects[service.Name] = project;
        _endpoints[service.Name] = project.GetEndpoint("http");
        _table.Add($"{service.Name,-20}{"project",-11}{Url(port)}");
    }

    private void AddObserver(ServerResource server)
    {
        var container = _builder.AddContainer(server.Name, server.Image, server.Tag).WithArgs([.. server.Arguments]).WithContainerRuntimeArgs($"--add-host={MachineInContainers}:host-gateway");
        foreach (var endpoint in server.Endpoints.Where(endpoint => !endpoint.IsInternal))
        {
            var port = _ports.Next($"{server.Name} {endpoint.Name}", endpoint.Port);
            _observerPorts[$"{server.Name} {endpoint.Name}"] = port;
            container = endpoint.Scheme == "http"
                ? container.WithHttpEndpoint(port: port, targetPort: endpoint.Port, name: endpoint.Name)
                : container.WithEndpoint(port: port, targetPort: endpoint.Port, name: endpoint.Name, scheme: endpoint.Scheme);
            _table.Add($"{server.Name,-20}{"container",-11}{Url(port)}");
        }

        foreach (var setting in server.Environment)
        {
            container.WithEnvironment(setting.Key, Expression(setting.Value));
        }

        if (server.DataPath is { } path)
        {
            container.WithVolume($"trading-{server.Name}", path);
        }

        if (_builder.ExecutionContext.IsRunMode)
        {
            foreach (var folder in server.Folders.Where(folder => Directory.Exists(Path.Combine(SourceTree.Root, folder.Source))))
            {
                container.WithBindMount(Path.Combine(SourceTree.Root, folder.Source), folder.Target, isReadOnly: true);
            }

            if (server.SecretFiles.Count > 0)
            {
                container.WithBindMount(SecretFolder(server), ServerResource.SecretFolder, isReadOnly: true);
            }

            if (server.Generated is { } generated)
            {
                var file = _data.PathOf(Path.Combine("containers", server.Name, Path.GetFileName(generated.Target)));
                Directory.CreateDirectory(Path.GetDirectoryName(file)!);
                File.WriteAllText(file, generated.Content(FromContainer));
                container.WithBindMount(Path.GetDirectoryName(file)!, Path.GetDirectoryName(generated.Target)!, isReadOnly: true);
            }
        }

        if (server.ReadyPath is { } ready)
        {
            container.WithHttpHealthCheck(ready);
        }
    }

    /// <summary>Services are processes of this machine; servers are neighbours of the container.</summary>
    private string FromContainer(string resource, int port) => _servicePorts.TryGetValue(resource, out var moved)
        ? string.Create(CultureInfo.InvariantCulture, $"{MachineInContainers}:{moved}")
        : string.Create(CultureInfo.InvariantCulture, $"{resource}:{port}");

    // Aspire points OTLP at its dashboard; the collector gets the same beside it. What names a resource that this run does not have is left out.
    private bool IsKnown(Setting setting) =>
        !setting.Key.StartsWith("OTEL_", StringComparison.Ordinal)
        && SettingText.Placeholders(setting.Value).All(placeholder => placeholder.Owner == "run"
            ? Run(placeholder.Name).Length > 0
            : placeholder.Owner == "secret" || _endpoints.ContainsKey(placeholder.Owner));

    private ReferenceExpression Expression(string text)
    {
        var expression = new ReferenceExpressionBuilder();
        var filled = SettingText.Fill(text, (owner, name) => owner == "run" ? Run(name) : $"{{{owner}.{name}}}");
        foreach (var part in SettingText.Parts(filled))
        {
            switch (part)
            {
                case (null, var literal):
                    expression.AppendLiteral(literal);
                    break;
                case ("secret", var name):
                    expression.AppendFormatted(_secrets[name].Resource);
                    break;
                case (var owner, var name):
                    expression.AppendFormatted(_endpoints[owner].Property(name == "host" ? EndpointProperty.Host : EndpointProperty.Port));
                    break;
            }
        }

        return expression.Build();
    }

    private string Run(string name) => name switch
    {
        "venue" => _options.Venue.Name,
        "venue-rest" => _options.Venue.RestUrl,
        "venue-stream" => _options.Venue.StreamUrl,
        "symbols" => _options.Symbols,
        "key-file" => _data.KeyFile,
        "collector" => Url(_observerPorts[Topology.Collector + " otlp-http"]),
        "data" => _data.Folder,
        "replay-file" => _options.ReplayFile ?? "",
        "replay-speed" => _options.ReplayFile is null ? "" : _options.ReplaySpeed,
        _ => "",
    };

    private static string Url(int port) => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");
}
#endif
