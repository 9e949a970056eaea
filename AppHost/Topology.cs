namespace Trading.AppHost;

/// <summary>
/// The whole system as data, read by every host: the processes of mode <c>local</c>, Aspire's containers and the Kubernetes manifests.
/// A service or a server is named here and nowhere else. Texts hold placeholders: <c>{name.host}</c> and <c>{name.port}</c> of a
/// resource, <c>{secret.name}</c>, and <c>{run.name}</c> for what the command line decides.
/// </summary>
public static class Topology
{
    public const string Simulator = "exchange-simulator";
    public const string Console = "console";
    public const string Collector = "otel-collector";
    public const string AlertWebhookToken = "alert-webhook-token";

    public static IReadOnlyList<ServerResource> Servers { get; } =
    [
        new("postgres", "docker.io/library/postgres", "17", [new("tcp", 5432, "postgresql")], "/var/lib/postgresql/data", 20)
        {
            Environment =
            [
                new("POSTGRES_USER", "trading"), new("POSTGRES_DB", "trading"), new("POSTGRES_PASSWORD", "{secret.postgres-password}"),
                new("PGDATA", "/var/lib/postgresql/data/pgdata"),
            ],
            ReadyCommand = ["pg_isready", "-U", "trading", "-d", "trading"],
        },
        new("redis", "docker.io/library/redis", "7.4", [new("tcp", 6379, "redis")], "/data", 2)
        {
            Arguments = ["redis-server", "--appendonly", "yes"],
            ReadyCommand = ["redis-cli", "ping"],
        },
        new("rabbitmq", "docker.io/library/rabbitmq", "3.13-management", [new("tcp", 5672, "amqp"), new("management", 15672, "http"), new("metrics", 15692, "http")], "/var/lib/rabbitmq", 5)
        {
            Environment = [new("RABBITMQ_DEFAULT_USER", "trading"), new("RABBITMQ_DEFAULT_PASS", "{secret.rabbitmq-password}")],
            ReadyCommand = ["rabbitmq-diagnostics", "-q", "check_port_connectivity"],
        },
        new("prometheus", "docker.io/prom/prometheus", "v3.1.0", [new("http", 9090, "http")], "/prometheus", 20)
        {
            IsObserver = true,
            ReadyPath = "/-/ready",
            UserId = 65534,
            Folders = [new("infra/prometheus/rules", "/etc/prometheus/rules")],
            Generated = new("/etc/prometheus/config/prometheus.yml", ObserverConfiguration.Prometheus),
            Arguments =
            [
                "--config.file=/etc/prometheus/config/prometheus.yml", "--storage.tsdb.path=/prometheus",
                "--enable-feature=exemplar-storage",
            ],
        },
        new("alertmanager", "docker.io/prom/alertmanager", "v0.28.0", [new("http", 9093, "http")], "/alertmanager", 1)
        {
            IsObserver = true,
            ReadyPath = "/-/ready",
            UserId = 65534,
            Folders = [new("infra/alertmanager", "/etc/alertmanager")],
            Generated = new("/etc/trading/alertmanager.yml", ObserverConfiguration.Alertmanager),
            SecretFiles = [AlertWebhookToken],
            Arguments = ["--config.file=/etc/trading/alertmanager.yml", "--storage.path=/alertmanager", "--cluster.listen-address="],
        },
        new("grafana", "docker.io/grafana/grafana", "11.4.0", [new("http", 3000, "http")], "/var/lib/grafana", 1)
        {
            IsObserver = true,
            ReadyPath = "/api/health",
            UserId = 472,
            Folders = [new("infra/grafana/provisioning", "/etc/grafana/provisioning"), new("infra/grafana/dashboards", "/var/lib/grafana-dashboards")],
            Environment = [new("GF_AUTH_ANONYMOUS_ENABLED", "true"), new("GF_AUTH_ANONYMOUS_ORG_ROLE", "Viewer")],
        },
        new("jaeger", "docker.io/jaegertracing/all-in-one", "1.64.0", [new("http", 16686, "http"), new("otlp", 4317, "http") { IsInternal = true }], null, 0)
        {
            IsObserver = true,
            UserId = 10001,
            ReadyPath = "/",
        },
        new("loki", "docker.io/grafana/loki", "3.3.2", [new("http", 3100, "http")], "/loki", 5)
        {
            IsObserver = true,
            ReadyPath = "/ready",
            UserId = 10001,
            Folders = [new("infra/loki", "/etc/loki")],
            Arguments = ["-config.file=/etc/loki/loki.yml"],
        },

        // Between the services and the three above; http is its health. The contrib image: tail sampling is not in the core one.
        new(
            Collector,
            "docker.io/otel/opentelemetry-collector-contrib",
            "0.116.1",
            [
                new("http", 13133, "http"), new("otlp", 4317, "http"), new("otlp-http", 4318, "http"),
                new("metrics", 8888, "http") { IsInternal = true }, new("forwarded", 8889, "http") { IsInternal = true },
            ],
            null,
            0)
        {
            IsObserver = true,
            ReadyPath = "/",
            UserId = 10001,
            Folders = [new("infra/otel", "/etc/otelcol")],
            Arguments = ["--config=/etc/otelcol/collector.yml"],
        },
    ];

    public static IReadOnlyList<ServiceResource> Services { get; } =
    [
        new(Simulator, "ExchangeSimulator", 8090, [], ServiceSettings.Simulator),
        new("market-data", "MarketData", 8081, ["postgres", "redis", "rabbitmq", Simulator], [.. ServiceSettings.State, .. ServiceSettings.Venue, .. ServiceSettings.Spool]),
        new("downloader", "Downloader", 8082, ["postgres", "redis", "rabbitmq", Simulator], [.. ServiceSettings.State, .. ServiceSettings.Venue, .. ServiceSettings.Archives]),
        new("paper-trading", "PaperTrading", 8083, ["postgres", "rabbitmq", "market-data"], [.. ServiceSettings.State, .. ServiceSettings.Venue]),
        new("order-execution", "OrderExecution", 8084, ["postgres", "redis", "rabbitmq", Simulator], [.. ServiceSettings.State, .. ServiceSettings.Venue, .. ServiceSettings.VenueAccount]),
        new("scanner", "Scanner", 8085, ["postgres", "rabbitmq", "market-data"], [.. ServiceSettings.State, .. ServiceSettings.Venue]),

        // It waits for no other service and uses neither bus nor cache: it must show what is wrong with them.
        new(Console, "Console", 8080, ["postgres"], [.. ServiceSettings.Database, .. ServiceSettings.Addresses, .. ServiceSettings.AlertInbox]),
    ];

    /// <summary>Secrets by name: what each is for. Values are made per data directory or come from the cluster, never from a file of the repository.</summary>
    public static IReadOnlyDictionary<string, string> Secrets { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["postgres-password"] = "password of PostgreSQL's user 'trading'",
        ["rabbitmq-password"] = "password of RabbitMQ's user 'trading'",
        ["venue-api-key"] = "API key of the trading account at the venue",
        ["venue-api-secret"] = "HMAC secret of the trading account at the venue",
        [AlertWebhookToken] = "token that Alertmanager sends to the console's alert inbox",
    };

    public static ServerResource Server(string name) => Servers.Single(server => server.Name == name);

    public static ServiceResource Service(string name) => Services.Single(service => service.Name == name);

    /// <summary>The services of a run: a real venue needs no simulator.</summary>
    public static IReadOnlyList<ServiceResource> ServicesFor(string venue) =>
        venue == Venue.Simulator.Name ? Services : [.. Services.Where(service => service.Name != Simulator)];
}
