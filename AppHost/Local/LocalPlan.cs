using System.Globalization;

namespace Trading.AppHost.Local;

/// <summary>What a run starts, with its ports, secrets and settings filled in.</summary>
public sealed class LocalPlan
{
    private readonly RunOptions _options;
    private readonly DataDirectory _data;
    private readonly ProcessWatchdog _watchdog;
    private readonly Dictionary<string, string> _secrets = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _run = new(StringComparer.Ordinal);
    private readonly List<LocalResource> _resources = [];
    private readonly WishedPorts _ports;
    private readonly LocalAddresses _addresses;

    private LocalPlan(RunOptions options, DataDirectory data, ProcessWatchdog watchdog)
    {
        _options = options;
        _data = data;
        _watchdog = watchdog;
        _ports = new WishedPorts(options.PortOffset);
        _addresses = new LocalAddresses(_secrets, _run);
    }

    public IReadOnlyList<LocalResource> Resources => _resources;

    /// <summary>One line per port that was taken.</summary>
    public IReadOnlyList<string> Moved => _ports.Moved;

    public string ConsoleUrl => _addresses.Http(Topology.Console);

    public static async Task<LocalPlan> MakeAsync(
        RunMode mode, RunOptions options, DataDirectory data, ProcessWatchdog watchdog, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(data);
        var plan = new LocalPlan(options, data, watchdog);
        await plan.DecideAsync(cancellationToken);
        if (mode == RunMode.Embedded)
        {
            plan.AddAllInOne();
        }
        else
        {
            plan.AddServers();
            plan.AddServices();
        }

        return plan;
    }

    private async Task DecideAsync(CancellationToken cancellationToken)
    {
        await _data.EnsureKeysAsync(cancellationToken);
        foreach (var name in Topology.Secrets.Keys)
        {
            _secrets[name] = await _data.SecretAsync(name, cancellationToken);
        }

        if (_options.Venue != Venue.Simulator)
        {
            // Of a real venue's account the user holds the keys: they come from the environment alone.
            _secrets["venue-api-key"] = Environment.GetEnvironmentVariable("Venue__ApiKey") ?? "";
            _secrets["venue-api-secret"] = Environment.GetEnvironmentVariable("Venue__ApiSecret") ?? "";
        }

        _run["venue"] = _options.Venue.Name;
        _run["venue-rest"] = _options.Venue.RestUrl;
        _run["venue-stream"] = _options.Venue.StreamUrl;
        _run["symbols"] = _options.Symbols;
        _run["key-file"] = _data.KeyFile;
        _run["data"] = _data.Folder;
        _run["replay-file"] = _options.ReplayFile ?? "";
        _run["replay-speed"] = _options.ReplayFile is null ? "" : _options.ReplaySpeed;
        _run["otlp"] = Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT") ?? "";
    }

    private void AddServers()
    {
        _data.LetServersThrough();
        var postgres = new PostgresServer(PostgresServer.Find()!, _data.PathOf("postgres"), Port("postgres", 5432), _secrets["postgres-password"]);
        var redis = new RedisServer(RedisServer.Find()!, _data.PathOf("redis"), Port("redis", 6379));
        var rabbitPorts = new RabbitMqPorts(
            Port("rabbitmq", 5672), _ports.Next("rabbitmq management", 15672), _ports.Next("rabbitmq metrics", 15692), _ports.Any(), _ports.Any());
        var rabbit = new RabbitMqServer(RabbitMqServer.Find()!, _data.PathOf("rabbitmq"), rabbitPorts, _secrets["rabbitmq-password"]);
        foreach (var server in (LocalServer[])[postgres, redis, rabbit])
        {
            Add(server, []);
        }

        foreach (var service in Topology.ServicesFor(_options.Venue.Name))
        {
            Port(service.Name, service.Port);
        }

        if (_options.Dashboard && AspireDashboard.Find() is { } aspire)
        {
            var dashboard = new AspireDashboard(aspire, _data.PathOf("aspire"), _ports.Next("aspire dashboard", 18888), _ports.Any(), _ports.Any());
            Add(dashboard, []);
            _run["otlp"] = dashboard.OtlpUrl;
        }

        if (AlertmanagerServer.Find() is { } alertmanagerProgram)
        {
            Add(new AlertmanagerServer(alertmanagerProgram, _data.PathOf("alertmanager"), Port("alertmanager", 9093), ObserverConfiguration.Alertmanager(_addresses.FindHttp, _data.SecretPath)), []);
        }

        if (PrometheusServer.Find() is { } prometheusProgram)
        {
            var targets = Topology.ServicesFor(_options.Venue.Name)
                .Select(service => new ScrapeTarget(service.Name, _addresses.HostAndPort(service.Name)))
                .Append(new ScrapeTarget("rabbitmq", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{rabbitPorts.Metrics}")));
            var alertmanager = _addresses.Has("alertmanager") ? _addresses.HostAndPort("alertmanager") : null;
            Add(new PrometheusServer(prometheusProgram, _data.PathOf("prometheus"), Port("prometheus", 9090), ObserverConfiguration.Prometheus(targets, alertmanager, Path.Combine(SourceTree.Root, "infra", "prometheus", "rules"))), []);
        }
    }

    private void AddServices()
    {
        // The dashboard, where there is one, comes before them and goes after them: the last spans arrive too.
        foreach (var service in Topology.ServicesFor(_options.Venue.Name))
        {
            Add(service.Name, service.Project, [_addresses.Http(service.Name)], [.. service.Needs, AspireDashboard.ResourceName], _addresses.Environment(ServiceSettings.Of(service)));
        }
    }

    private void AddAllInOne()
    {
        // Every service answers on the console's port, but the simulator: it answers on its own, and nothing else does there.
        var port = Port(Topology.Console, Topology.Service(Topology.Console).Port);
        var services = Topology.ServicesFor(_options.Venue.Name);
        foreach (var service in services.Where(service => service.Name != Topology.Console))
        {
            _addresses.Add(service.Name, service.Name == Topology.Simulator ? _ports.Next(service.Name, service.Port) : port);
        }

        var environment = _addresses.Environment(
            services.SelectMany(ServiceSettings.Of).DistinctBy(setting => setting.Key).Append(new Setting("Simulator__Port", "{exchange-simulator.port}")));
        environment.TryAdd("Simulator__Port", "0");
        environment["OTEL_SERVICE_NAME"] = "all-in-one";
        environment["Database__Provider"] = "Sqlite";
        environment["Database__Directory"] = _data.PathOf("sqlite");
        environment["Bus__Transport"] = "InMemory";
        string[] urls = services.Any(service => service.Name == Topology.Simulator)
            ? [_addresses.Http(Topology.Console), _addresses.Http(Topology.Simulator)]
            : [_addresses.Http(Topology.Console)];
        Add("all-in-one", "AllInOne", urls, [], environment);
    }

    private void Add(LocalServer server, IReadOnlyList<string> needs) =>
        _resources.Add(new LocalResource(server.Name, "server", server.Url, needs, server.Spec())
        {
            PrepareAsync = token => server.PrepareAsync(_watchdog, token),
            IsReadyAsync = server.IsReadyAsync,
        });

    private void Add(string name, string project, IReadOnlyList<string> urls, IReadOnlyList<string> needs, Dictionary<string, string> environment)
    {
        environment["ASPNETCORE_URLS"] = string.Join(';', urls);

        // Seven processes share one developer's machine: a heap per process, not one per core.
        environment["DOTNET_gcServer"] = "0";
        var process = new ProcessSpec(ProgramFinder.Dotnet(), [SourceTree.Assembly(project)], SourceTree.ProjectFolder(project), _data.PathOf(Path.Combine("logs", name + ".log")))
        {
            Environment = environment,
            StopTimeout = TimeSpan.FromSeconds(35),
        };
        var ready = new Uri(urls[0] + ServiceResource.ReadyPath);
        _resources.Add(new LocalResource(name, "service", string.Join(' ', urls), needs, process) { IsReadyAsync = token => HttpProbe.AnswersAsync(ready, token) });
    }

    private int Port(string name, int wished)
    {
        var port = _ports.Next(name, wished);
        _addresses.Add(name, port);
        return port;
    }
}
