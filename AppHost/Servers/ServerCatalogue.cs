using System.Text;

namespace Trading.AppHost.Servers;

/// <summary>The servers of the system. A server is described here and nowhere else.</summary>
internal static class ServerCatalogue
{
    public const string Collector = "otel-collector";
    public const string AlertWebhookToken = "alert-webhook-token";
    public const string User = "trading";

    /// <summary>
    /// PostgreSQL's start-up packet, version 3.0: a server that takes connections answers with a request to authenticate.
    /// </summary>
    private static readonly byte[] PostgresHello = [0, 0, 0, 39, 0, 3, 0, 0, .. "user\0trading\0database\0trading\0\0"u8];

    public static ServerDefinition Postgres { get; } = new(
        "postgres", "docker.io/library/postgres", "17", [new("tcp", 5432, "tcp", "SERVER_PORT")], "/var/lib/postgresql/data", 20)
    {
        Description = "Trades, bars, orders, accounts",
        Icon = "Database",
        Environment = Map(("POSTGRES_USER", User), ("POSTGRES_DB", User), ("PGDATA", "/var/lib/postgresql/data/pgdata")),
        PasswordVariable = "POSTGRES_PASSWORD",
        ReadyCommand = ["pg_isready", "-U", User, "-d", User],
        Hello = (PostgresHello, (byte)'R'),
        Programs = ["postgres", "initdb"],
    };

    public static ServerDefinition Redis { get; } = new(
        "redis", "docker.io/library/redis", "7.4", [new("tcp", 6379, "tcp", "SERVER_PORT")], "/data", 2)
    {
        Description = "Latest prices, request budgets",
        Icon = "TopSpeed",
        Arguments = ["redis-server", "--appendonly", "yes"],
        ReadyCommand = ["redis-cli", "ping"],
        Hello = (Encoding.ASCII.GetBytes("PING\r\n"), (byte)'+'),
        Programs = ["redis-server"],
    };

    public static ServerDefinition RabbitMq { get; } = new(
        "rabbitmq", "docker.io/library/rabbitmq", "3.13-management",
        [
            new("tcp", 5672, "tcp", "SERVER_PORT"), new("management", 15672, "http", "SERVER_MANAGEMENT_PORT"),
            new("metrics", 15692, "http", "SERVER_METRICS_PORT"),
        ],
        "/var/lib/rabbitmq", 5)
    {
        Description = "Message bus between the services",
        Icon = "ArrowRouting",
        Environment = Map(("RABBITMQ_DEFAULT_USER", User)),
        PasswordVariable = "RABBITMQ_DEFAULT_PASS",
        ReadyCommand = ["rabbitmq-diagnostics", "-q", "check_port_connectivity"],
        Hello = ([.. "AMQP"u8, 0, 0, 9, 1], 1),
        Programs = ["rabbitmq-server"],
    };

    public static ServerDefinition Prometheus { get; } = new(
        "prometheus", "docker.io/prom/prometheus", "v3.1.0", [new("http", 9090, "http", "SERVER_PORT")], "/prometheus", 20)
    {
        Description = "Metrics and alert rules",
        Icon = "DataTrending",
        ReadyPath = "/-/ready",
        UserId = 65534,
        Folders = [new("infra/prometheus/rules", "/etc/prometheus/rules")],
        Generated = new("/etc/prometheus/config/prometheus.yml", ObserverConfiguration.Prometheus),
        GivenSecretFiles = [ObserverSettings.MetricsToken],
        Arguments =
        [
            "--config.file=/etc/prometheus/config/prometheus.yml", "--storage.tsdb.path=/prometheus", "--storage.tsdb.retention.time=30d",
            "--enable-feature=exemplar-storage",
        ],
        Programs = ["prometheus"],
    };

    public static ServerDefinition Alertmanager { get; } = new(
        "alertmanager", "docker.io/prom/alertmanager", "v0.28.0", [new("http", 9093, "http", "SERVER_PORT")], "/alertmanager", 1)
    {
        Description = "Groups alerts and sends them to the console, Slack, mail, a webhook",
        Icon = "Alert",
        ReadyPath = "/-/ready",
        UserId = 65534,
        Generated = new("/etc/trading/alertmanager.yml", ObserverConfiguration.Alertmanager),
        SecretFiles = [AlertWebhookToken],
        GivenSecretFiles = [AlertReceivers.SlackUrl, AlertReceivers.WebhookToken, AlertReceivers.MailPassword],
        Arguments = ["--config.file=/etc/trading/alertmanager.yml", "--storage.path=/alertmanager", "--cluster.listen-address="],
        Programs = ["prometheus-alertmanager", "alertmanager"],
    };

    public static ServerDefinition Grafana { get; } = new(
        "grafana", "docker.io/grafana/grafana", "11.4.0", [new("http", 3000, "http")], "/var/lib/grafana", 1)
    {
        Description = "A board per area",
        Icon = "ChartMultiple",
        ReadyPath = "/api/health",
        UserId = 472,
        Folders =
        [
            new("infra/grafana/provisioning", "/etc/grafana/provisioning"),
            new("infra/grafana/dashboards", "/var/lib/grafana-dashboards"),
        ],
        Environment = Map(("GF_AUTH_ANONYMOUS_ENABLED", "true"), ("GF_AUTH_ANONYMOUS_ORG_ROLE", "Viewer")),
    };

    public static ServerDefinition Jaeger { get; } = new(
        "jaeger", "docker.io/jaegertracing/all-in-one", "1.64.0",
        [new("http", 16686, "http"), new("otlp", 4317, "http") { IsInternal = true }], null, 0)
    {
        Description = "Traces",
        Icon = "Flow",
        ReadyPath = "/",
        UserId = 10001,
    };

    public static ServerDefinition Loki { get; } = new(
        "loki", "docker.io/grafana/loki", "3.3.2", [new("http", 3100, "http")], "/loki", 5)
    {
        Description = "Logs",
        Icon = "TextBulletListSquare",
        ReadyPath = "/ready",
        UserId = 10001,
        Folders = [new("infra/loki", "/etc/loki")],
        Arguments = ["-config.file=/etc/loki/loki.yml"],
    };

    /// <summary>
    /// Between the services and the three above; http is its health. The contrib image: tail sampling is not in the core one.
    /// </summary>
    public static ServerDefinition OtelCollector { get; } = new(
        Collector, "docker.io/otel/opentelemetry-collector-contrib", "0.116.1",
        [
            new("http", 13133, "http"), new("otlp", 4317, "http"), new("otlp-http", 4318, "http"),
            new("metrics", 8888, "http") { IsInternal = true }, new("forwarded", 8889, "http") { IsInternal = true },
        ],
        null, 0)
    {
        Description = "Takes telemetry and sends it on",
        Icon = "ArrowSplit",
        ReadyPath = "/",
        UserId = 10001,
        Folders = [new("infra/otel", "/etc/otelcol")],
        Arguments = ["--config=/etc/otelcol/collector.yml"],
    };

    public static IReadOnlyList<ServerDefinition> All { get; } =
        [Postgres, Redis, RabbitMq, Prometheus, Alertmanager, Grafana, Jaeger, Loki, OtelCollector];

    private static Dictionary<string, string> Map(params (string Name, string Value)[] variables) =>
        variables.ToDictionary(variable => variable.Name, variable => variable.Value, StringComparer.Ordinal);
}
