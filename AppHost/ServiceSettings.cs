namespace Trading.AppHost;

/// <summary>The environment that services need, in groups. <c>A__B</c> is key B of section A.</summary>
internal static class ServiceSettings
{
    public static IReadOnlyList<Setting> Database { get; } =
    [
        new("Database__Provider", "Postgres"),
        new("Database__ConnectionString", "Host={postgres.host};Port={postgres.port};Username=trading;Password={secret.postgres-password};Database=trading"),
    ];

    public static IReadOnlyList<Setting> State { get; } =
    [
        .. Database,
        new("Bus__Transport", "RabbitMq"),
        new("Bus__Url", "amqp://trading:{secret.rabbitmq-password}@{rabbitmq.host}:{rabbitmq.port}/"),
        new("Redis__Endpoint", "{redis.host}:{redis.port}"),
    ];

    public static IReadOnlyList<Setting> Venue { get; } =
    [
        new("Venue__Name", "{run.venue}"),
        new("Venue__RestUrl", "{run.venue-rest}"),
        new("Venue__StreamUrl", "{run.venue-stream}"),
        new("Venue__Symbols", "{run.symbols}"),
    ];

    public static IReadOnlyList<Setting> VenueAccount { get; } =
    [
        new("Venue__ApiKey", "{secret.venue-api-key}"),
        new("Venue__ApiSecret", "{secret.venue-api-secret}"),
    ];

    public static IReadOnlyList<Setting> Simulator { get; } =
    [
        new("Simulator__ApiKey", "{secret.venue-api-key}"),
        new("Simulator__ApiSecret", "{secret.venue-api-secret}"),
        new("Simulator__Symbols", "{run.symbols}"),
        new("Simulator__Directory", "{run.data}/simulator"),
        new("Simulator__ReplayFile", "{run.replay-file}"),
        new("Simulator__ReplayFolder", "{run.data}/recordings"),
        new("Simulator__ReplaySpeed", "{run.replay-speed}"),
    ];

    /// <summary>Ticks wait here while the database is away.</summary>
    public static IReadOnlyList<Setting> Spool { get; } = [new("MarketData__SpoolDirectory", "{run.data}/spool")];

    /// <summary>Archive files, as published.</summary>
    public static IReadOnlyList<Setting> Archives { get; } = [new("Downloader__ArchiveDirectory", "{run.data}/archives")];

    /// <summary>Where the console finds the others.</summary>
    public static IReadOnlyList<Setting> Addresses { get; } =
    [
        new("Services__MarketData", "http://{market-data.host}:{market-data.port}"),
        new("Services__Downloader", "http://{downloader.host}:{downloader.port}"),
        new("Services__PaperTrading", "http://{paper-trading.host}:{paper-trading.port}"),
        new("Services__OrderExecution", "http://{order-execution.host}:{order-execution.port}"),
        new("Services__Scanner", "http://{scanner.host}:{scanner.port}"),
        new("Services__ExchangeSimulator", "http://{exchange-simulator.host}:{exchange-simulator.port}"),
    ];

    /// <summary>The console's inbox takes notifications with this token alone.</summary>
    public static IReadOnlyList<Setting> AlertInbox { get; } = [new("AlertInbox__WebhookToken", $"{{secret.{Topology.AlertWebhookToken}}}")];

    /// <summary>What every service gets.</summary>
    public static IReadOnlyList<Setting> Everyone { get; } =
    [
        new("Security__KeyFile", "{run.key-file}"),
        new("OTEL_EXPORTER_OTLP_ENDPOINT", "{run.otlp}"),
        new("Telemetry__CollectorUrl", "{run.collector}"),
    ];

    public static IEnumerable<Setting> Of(ServiceResource service) =>
        [new("OTEL_SERVICE_NAME", service.Name), .. Everyone, .. service.Settings];
}
