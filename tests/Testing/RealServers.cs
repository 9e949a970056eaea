using System.Globalization;
using System.Security.Cryptography;
using Npgsql;
using Trading.Testing.Processes;
using Trading.Testing.Servers;
using Xunit;

namespace Trading.Testing;

/// <summary>
/// Real servers of a test assembly, each started at its first use on a free port and in a temporary folder, shared by the assembly's
/// tests, stopped at its end and killed when the test process dies. Declare with <c>[assembly: AssemblyFixture(typeof(RealServers))]</c>
/// and take it as a constructor parameter. A server that is not installed skips the test, and fails it in CI.
/// </summary>
public sealed class RealServers : IAsyncLifetime
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"trading-tests-{Environment.ProcessId}-{Guid.NewGuid():n}"[..40]);
    private readonly ProcessWatchdog _watchdog = new();
    private readonly Lazy<Task<RunningServer>> _postgres;
    private readonly Lazy<Task<RunningServer>> _redis;
    private readonly Lazy<Task<RunningServer>> _rabbitMq;
    private readonly List<RunningServer> _started = [];
    private int _names;

    public RealServers()
    {
        Directory.CreateDirectory(_folder);
        _postgres = new(StartPostgresAsync);
        _redis = new(StartRedisAsync);
        _rabbitMq = new(StartRabbitMqAsync);
    }

    /// <summary>Makes an empty database on the shared server and returns its connection string. One per test class, or per test.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        var server = (PostgresServer)(await _postgres.Value).Server;
        var name = string.Create(CultureInfo.InvariantCulture, $"test_{Interlocked.Increment(ref _names)}");
        await using var connection = new NpgsqlConnection(server.ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        await command.ExecuteNonQueryAsync();
        return new NpgsqlConnectionStringBuilder(server.ConnectionString) { Database = name }.ConnectionString;
    }

    /// <summary>host:port of the shared Redis; tests choose keys of their own.</summary>
    public async Task<string> RedisEndpointAsync() => ((RedisServer)(await _redis.Value).Server).Endpoint;

    /// <summary>The shared broker; <see cref="RabbitMqServer.ConnectionUrl"/> is what <c>Bus:Url</c> wants.</summary>
    public async Task<RabbitMqServer> RabbitMqAsync() => (RabbitMqServer)(await _rabbitMq.Value).Server;

    /// <summary>A PostgreSQL of the caller's own, to be killed and started again.</summary>
    public Task<RunningServer> StartPostgresAsync() =>
        StartAsync(PostgresServer.IsInstalled, "PostgreSQL", folder => new PostgresServer(Path.Combine(folder, "postgres"), FreePort.Next(), NewPassword()));

    public Task<RunningServer> StartRedisAsync() =>
        StartAsync(RedisServer.IsInstalled, "redis-server", folder => new RedisServer(Path.Combine(folder, "redis"), FreePort.Next()));

    public Task<RunningServer> StartRabbitMqAsync() =>
        StartAsync(RabbitMqServer.IsInstalled, "rabbitmq-server", folder => new RabbitMqServer(Path.Combine(folder, "rabbitmq"), NewPassword()));

    public Task<RunningServer> StartPrometheusAsync(string configuration) => StartAsync(
        PrometheusServer.IsInstalled,
        "prometheus",
        folder => new PrometheusServer(Path.Combine(folder, "prometheus"), FreePort.Next(), Written(folder, "prometheus.yml", configuration)));

    public Task<RunningServer> StartAlertmanagerAsync(string configuration) => StartAsync(
        AlertmanagerServer.IsInstalled,
        "Alertmanager",
        folder => new AlertmanagerServer(Path.Combine(folder, "alertmanager"), FreePort.Next(), Written(folder, "alertmanager.yml", configuration)));

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await Task.WhenAll(_started.Select(server => server.DisposeAsync().AsTask()));
        _watchdog.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<RunningServer> StartAsync(bool isInstalled, string program, Func<string, LocalServer> make)
    {
        if (!isInstalled)
        {
            Needs.Stop($"{program} is not installed: infra/servers/install.sh installs it.");
        }

        var folder = Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"{Interlocked.Increment(ref _names)}"));
        Directory.CreateDirectory(folder);
        var server = new RunningServer(make(folder), _watchdog);
        lock (_started)
        {
            _started.Add(server);
        }

        await server.StartAsync();
        return server;
    }

    private static string Written(string folder, string name, string text)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    private static string NewPassword() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
}
