using System.Globalization;

namespace Trading.AppHost.Local;

/// <summary>
/// RabbitMQ with one user, <c>trading</c>, its management API and metrics, all on loopback. Its port mapper (epmd) is started with it,
/// in its process group, because the one that Erlang would start by itself outlives it.
/// </summary>
public sealed class RabbitMqServer(string program, string directory, RabbitMqPorts ports, string password)
    : LocalServer("rabbitmq", directory, ports.Amqp)
{
    public const string User = "trading";

    public override string Url => string.Create(CultureInfo.InvariantCulture, $"amqp://127.0.0.1:{Port}");

    public string ConnectionUrl => string.Create(CultureInfo.InvariantCulture, $"amqp://{User}:{password}@127.0.0.1:{Port}/");

    public string ManagementUrl => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{ports.Management}");

    public int MetricsPort => ports.Metrics;

    /// <summary>The server's own script: Debian's wrapper on the PATH changes user and refuses own folders.</summary>
    public static string? Find()
    {
        const string Own = "/usr/lib/rabbitmq/bin/rabbitmq-server";
        return File.Exists(Own) ? Own : ProgramFinder.Find(["/opt/homebrew/sbin", "/usr/local/sbin"], "rabbitmq-server");
    }

    public override async Task PrepareAsync(ProcessWatchdog watchdog, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(DataDirectory);
        await SecretFile.WriteAsync(
            InData("rabbitmq.conf"),
            string.Create(CultureInfo.InvariantCulture, $"""
            listeners.tcp.1 = 127.0.0.1:{ports.Amqp}
            management.tcp.ip = 127.0.0.1
            management.tcp.port = {ports.Management}
            prometheus.tcp.ip = 127.0.0.1
            prometheus.tcp.port = {ports.Metrics}
            default_user = {User}
            default_pass = {password}
            default_user_tags.administrator = true
            default_permissions.configure = .*
            default_permissions.read = .*
            default_permissions.write = .*
            log.console = true
            log.console.level = warning
            vm_memory_high_watermark.absolute = 1GB
            disk_free_limit.absolute = 200MB

            """),
            cancellationToken);
        await File.WriteAllTextAsync(InData("enabled_plugins"), "[rabbitmq_management,rabbitmq_prometheus].\n", cancellationToken);
    }

    public override ProcessSpec Spec() => new(
        "/bin/sh",
        ["-c", "epmd -address 127.0.0.1 -port \"$ERL_EPMD_PORT\" & exec \"$1\"", "rabbitmq", program],
        DataDirectory,
        LogFile())
    {
        Environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["HOME"] = DataDirectory,
            ["RABBITMQ_NODENAME"] = string.Create(CultureInfo.InvariantCulture, $"trading@localhost"),
            ["RABBITMQ_DIST_PORT"] = ports.Distribution.ToString(CultureInfo.InvariantCulture),
            ["RABBITMQ_NODE_IP_ADDRESS"] = "127.0.0.1",
            ["RABBITMQ_NODE_PORT"] = ports.Amqp.ToString(CultureInfo.InvariantCulture),
            ["RABBITMQ_MNESIA_BASE"] = InData("mnesia"),
            ["RABBITMQ_LOG_BASE"] = InData("log"),
            ["RABBITMQ_CONFIG_FILE"] = InData("rabbitmq.conf"),
            ["RABBITMQ_CONF_ENV_FILE"] = InData("none.conf"),
            ["RABBITMQ_ENABLED_PLUGINS_FILE"] = InData("enabled_plugins"),
            ["RABBITMQ_PID_FILE"] = InData("pid"),
            ["ERL_EPMD_PORT"] = ports.PortMapper.ToString(CultureInfo.InvariantCulture),
            ["ERL_EPMD_ADDRESS"] = "127.0.0.1",

            // The script then becomes the broker instead of its parent: the signal to stop reaches it. Idle schedulers do not spin.
            ["RUNNING_UNDER_SYSTEMD"] = "1",
            // Its port for other nodes runs code for every client that knows the cookie: on loopback only.
            ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "+sbwt none +sbwtdcpu none +sbwtdio none -kernel inet_dist_use_interface {127,0,0,1}",
        },
        StopTimeout = TimeSpan.FromSeconds(20),
    };

    // The broker answers the protocol header with its first frame.
    public override Task<bool> IsReadyAsync(CancellationToken cancellationToken) =>
        AnswersAsync("AMQP\0\0\x09\x01"u8.ToArray(), 1, cancellationToken);

    private string InData(string name) => Path.Combine(DataDirectory, name);
}
