using Trading.Testing.Processes;

namespace Trading.Testing.Servers;

/// <summary>RabbitMQ with one user, <c>trading</c>, its management API and its metrics.</summary>
public sealed class RabbitMqServer(string directory, string password) : LocalServer("rabbitmq", directory, FreePort.Next())
{
    private readonly int _management = FreePort.Next();
    private readonly int _distribution = FreePort.Next();
    private readonly int _mapper = FreePort.Next();

    public static bool IsInstalled =>
        File.Exists("/usr/lib/rabbitmq/bin/rabbitmq-server")
        || ProgramFinder.Find(["/opt/homebrew/sbin", "/usr/local/sbin"], "rabbitmq-server") is not null;

    public int MetricsPort { get; } = FreePort.Next();

    /// <summary>What <c>Bus:Url</c> wants.</summary>
    public string ConnectionUrl => $"amqp://trading:{password}@127.0.0.1:{Text(Port)}/";

    public string ManagementUrl => $"http://127.0.0.1:{Text(_management)}";

    public override IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>(base.Environment, StringComparer.Ordinal)
    {
        ["SERVER_PASSWORD"] = password,
        ["SERVER_MANAGEMENT_PORT"] = Text(_management),
        ["SERVER_METRICS_PORT"] = Text(MetricsPort),
        ["SERVER_DISTRIBUTION_PORT"] = Text(_distribution),
        ["SERVER_MAPPER_PORT"] = Text(_mapper),
    };

    // The broker answers the protocol header with its first frame.
    public override Task<bool> IsReadyAsync(CancellationToken cancellationToken) =>
        AnswersAsync("AMQP\0\0\x09\x01"u8.ToArray(), 1, cancellationToken);
}
