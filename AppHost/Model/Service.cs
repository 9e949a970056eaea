using System.Globalization;
using Trading.AppHost.Servers;

namespace Trading.AppHost.Model;

/// <summary>A service and its settings: environment variables, where <c>A__B</c> is key B of section A.</summary>
internal sealed class Service
{
    public const string Http = "http";
    public const string SimulatorEndpoint = "simulator";
    public const string HealthPath = "/health";
    public const string ReadyPath = "/ready";

    private readonly TradingModel _model;

    public Service(TradingModel model, IResourceBuilder<ExecutableResource> resource, int port)
    {
        (_model, Resource, Port) = (model, resource, port);
        Set("OTEL_SERVICE_NAME", resource.Resource.Name);
        Set("Security__KeyFile", model.KeyFile);
        if (model.IsPublished && model.Options.Observers.Secrets.ContainsKey(ObserverSettings.MetricsToken))
        {
            Set("Telemetry__MetricsToken", ReferenceExpression.Create($"{model.Secret(ObserverSettings.MetricsToken)}"));
        }

        if (!model.IsPublished)
        {
            ServiceTelemetry.SendToDashboard(resource, model.Options);
            var urls = Addresses().Select(address => string.Create(CultureInfo.InvariantCulture, $"http://{address}:{port}"));
            Set("ASPNETCORE_URLS", string.Join(';', urls));

            // Seven processes share one developer's machine: a heap per process, not one per core, and 16 MB of it before a collection.
            Set("DOTNET_gcServer", "0");
            Set("DOTNET_GCgen0size", "0x1000000");
        }

        if (model.Mode == RunMode.Containers && !model.IsPublished)
        {
            Set("Security__AllowedHosts", model.Machine);
        }
    }

    public IResourceBuilder<ExecutableResource> Resource { get; }

    public int Port { get; }

    public string Name => Resource.Resource.Name;

    public Uri Url => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Port}"));

    public void Set(string key, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            Resource.WithEnvironment(key, value);
        }
    }

    public void Set(string key, EndpointReference endpoint) => Resource.WithEnvironment(key, endpoint);

    public Service WithDatabase(Server postgres)
    {
        const string User = ServerCatalogue.User;
        Set("Database__Provider", "Postgres");
        var password = _model.Secret(postgres.Definition.PasswordSecret);
        Set("Database__ConnectionString", ReferenceExpression.Create(
            $"Host={postgres.Host};Port={postgres.Port};Username={User};Password={password};Database={User}"));
        return After(postgres.Resource);
    }

    public Service WithBus(Server rabbit)
    {
        Set("Bus__Transport", "RabbitMq");
        var password = _model.Secret(rabbit.Definition.PasswordSecret);
        Set("Bus__Url", ReferenceExpression.Create($"amqp://{ServerCatalogue.User}:{password}@{rabbit.Host}:{rabbit.Port}/"));
        return After(rabbit.Resource);
    }

    public Service WithCache(Server redis)
    {
        Set("Redis__Endpoint", ReferenceExpression.Create($"{redis.Host}:{redis.Port}"));
        return After(redis.Resource);
    }

    /// <summary>No servers: everything in files below the data directory, and messages in memory.</summary>
    public Service WithFilesOnly()
    {
        Set("Database__Provider", "Sqlite");
        Set("Database__Directory", _model.PathOf("sqlite"));
        Set("Bus__Transport", "InMemory");
        return this;
    }

    /// <param name="simulator">Null on a real venue, whose addresses the services know.</param>
    public Service WithVenue(Service? simulator)
    {
        Set("Venue__Name", _model.Options.Venue);
        Set("Venue__Symbols", _model.Options.Symbols);
        if (simulator is null)
        {
            return this;
        }

        var address = simulator.Address(simulator == this ? SimulatorEndpoint : Http);
        foreach (var section in VenueSection.OfSimulated(_model.Options))
        {
            Set(section + "RestUrl", ReferenceExpression.Create($"http://{address}"));
            Set(section + "StreamUrl", ReferenceExpression.Create($"ws://{address}"));
        }

        if (simulator != this)
        {
            // Its readiness may take as long as a service's own start: both at the same time.
            Resource.WaitForStart(simulator.Resource);
        }

        return this;
    }

    /// <summary>Of a real venue's account the user holds the keys: they come from the environment alone.</summary>
    public Service WithVenueAccount() =>
        VenueSection.OfSimulated(_model.Options).Aggregate(this, (service, section) => service.WithAccount(section));

    public Service AsSimulator()
    {
        Set("Simulator__Symbols", _model.Options.Symbols);
        Set("Simulator__Directory", Files("simulator"));
        Set("Simulator__ReplayFile", _model.Options.ReplayFile);
        Set("Simulator__ReplayFolder", _model.PathOf("recordings"));
        Set("Simulator__ReplaySpeed", _model.Options.ReplayFile is null ? null : _model.Options.ReplaySpeed);
        return WithAccount("Simulator__");
    }

    /// <summary>The simulator answers on a port of its own where it shares a process with the others.</summary>
    public Service WithSimulatorPort(int wished)
    {
        var port = _model.PortOf(ServicePorts.Simulator, wished);
        Resource.WithHttpEndpoint(port: port, targetPort: port, name: SimulatorEndpoint, isProxied: false)
            .WithEndpoint(SimulatorEndpoint, endpoint => endpoint.TargetHost = "127.0.0.1");
        Set("Simulator__Port", port.ToString(CultureInfo.InvariantCulture));
        Set("ASPNETCORE_URLS", string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Port};http://127.0.0.1:{port}"));
        return this;
    }

    /// <summary>Ticks wait here while the database does not answer.</summary>
    public Service WithSpool()
    {
        Set("MarketData__SpoolDirectory", Files("spool"));
        return this;
    }

    /// <summary>Archive files, as published.</summary>
    public Service WithArchives()
    {
        Set("Downloader__ArchiveDirectory", Files("archives"));
        return this;
    }

    /// <summary>The user's own strategies are the same on every venue.</summary>
    public Service WithStrategies()
    {
        Set("Paper__StrategiesFolder", _model.PathOf("strategies", shared: true));
        return this;
    }

    /// <summary>The console's inbox takes notifications with this token alone, and says when Alertmanager is silent.</summary>
    public Service WithAlertInbox()
    {
        Set("AlertInbox__WebhookToken", ReferenceExpression.Create($"{_model.Secret(ServerCatalogue.AlertWebhookToken)}"));
        if (_model.Alertmanager is { } alertmanager)
        {
            Set("AlertInbox__AlertmanagerUrl", alertmanager.Resource.GetEndpoint(alertmanager.Definition.Endpoints[0].Name));
        }

        return this;
    }

    /// <summary>Where the console finds the others; one that is all of them stands for each.</summary>
    public Service WithAddressesOf(params Service?[] services)
    {
        foreach (var name in ServicePorts.All.Keys.Where(name => name != ServicePorts.Console
            && (name != ServicePorts.Simulator || _model.IsSimulated)))
        {
            var service = Array.Find(services, service => service?.Name == name) ?? this;
            var address = service.Address(service == this && name == ServicePorts.Simulator ? SimulatorEndpoint : Http);
            var words = name.Split('-').Select(word => string.Concat(char.ToUpperInvariant(word[0]).ToString(), word.AsSpan(1)));
            Set("Services__" + string.Concat(words), ReferenceExpression.Create($"http://{address}"));
        }

        return this;
    }

    private Service WithAccount(string section)
    {
        Set(section + "ApiKey", ReferenceExpression.Create($"{_model.Secret(Secrets.VenueApiKey)}"));
        Set(section + "ApiSecret", ReferenceExpression.Create($"{_model.Secret(Secrets.VenueApiSecret)}"));
        return this;
    }

    private EndpointReferenceExpression Address(string endpoint) => Resource.GetEndpoint(endpoint).Property(EndpointProperty.HostAndPort);

    private Service After(IResourceBuilder<IResource> other)
    {
        Resource.WaitFor(other);
        return this;
    }

    private string Files(string folder)
    {
        Resource.Resource.Annotations.OfType<ServiceAnnotation>().Single().KeepsFiles = true;
        return _model.PathOf(folder);
    }

    private IEnumerable<string> Addresses() => _model.Mode == RunMode.Containers ? ContainerGateway.Addresses() : ["127.0.0.1"];

    private void Set(string key, ReferenceExpression value) => Resource.WithEnvironment(key, value);
}
