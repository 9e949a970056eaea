using System.Diagnostics;
using Npgsql;
using StackExchange.Redis;
using Trading.Testing;
using Trading.Testing.Processes;
using Trading.Testing.Servers;

namespace Trading.AppHost.Tests.Servers;

/// <summary>The scripts of <c>infra/servers</c>, run as AppHost's orchestrator runs them: SIGTERM to the script asks for the end.</summary>
public sealed class ServerScriptTests(RealServers servers)
{
    private static readonly TimeSpan StopDeadline = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Postgres_keeps_its_rows_and_stops_while_a_client_is_connected()
    {
        await using var server = await servers.StartPostgresAsync();
        await using var first = await OpenAsync(server);
        await new NpgsqlCommand("CREATE TABLE kept (id integer); INSERT INTO kept VALUES (7)", first).ExecuteNonQueryAsync();

        await StopAsync(server);
        await server.StartAsync();
        await server.KillAsync();
        await server.StartAsync();

        await using var second = await OpenAsync(server);
        Assert.Equal(7, await new NpgsqlCommand("SELECT id FROM kept", second).ExecuteScalarAsync());
    }

    [Fact]
    public async Task Redis_keeps_its_keys()
    {
        await using var server = await servers.StartRedisAsync();
        await using (var first = await ConnectAsync(server))
        {
            await first.GetDatabase().StringSetAsync("kept", "7");
        }

        await StopAsync(server);
        Assert.False(await server.Server.IsReadyAsync(TestContext.Current.CancellationToken));
        await server.StartAsync();

        await using var second = await ConnectAsync(server);
        Assert.Equal("7", await second.GetDatabase().StringGetAsync("kept"));
    }

    [Fact]
    public async Task RabbitMq_starts_again_on_its_data_and_stops_with_its_port_mapper()
    {
        await using var server = await servers.StartRabbitMqAsync();
        var management = new Uri(((RabbitMqServer)server.Server).ManagementUrl);
        await Poll.UntilAsync(() => HttpProbe.AnswersAsync(management, TestContext.Current.CancellationToken), TimeSpan.FromSeconds(30));
        Assert.NotEmpty(RunningProcesses.Of("epmd", server.Server.DataDirectory));

        await StopAsync(server);
        await server.StartAsync();
        await StopAsync(server);
    }

    [Fact]
    public async Task Prometheus_and_alertmanager_answer_and_stop()
    {
        await using var prometheus = await servers.StartPrometheusAsync("global:\n  scrape_interval: 1s\n");
        await using var alertmanager = await servers.StartAlertmanagerAsync("route:\n  receiver: none\nreceivers:\n  - name: none\n");
        await StopAsync(prometheus);
        await StopAsync(alertmanager);
    }

    [Fact]
    public async Task Each_caller_gets_an_empty_database()
    {
        Assert.NotEqual(await servers.CreateDatabaseAsync(), await servers.CreateDatabaseAsync());
    }

    [Theory]
    [InlineData("postgres", "-D")]
    [InlineData("redis", "redis-server")]
    [InlineData("rabbitmq", "beam")]
    public async Task The_script_ends_with_a_fault_when_its_server_is_killed(string name, string inCommandLine)
    {
        await using var server = await StartAsync(name);
        var process = server.Process;

        // The first process of the server is the parent of the others.
        Signals.Send(RunningProcesses.Of(inCommandLine, server.Server.DataDirectory).Min(), ProcessSignal.Kill);

        using var deadline = new CancellationTokenSource(StopDeadline);
        await process.WaitForExitAsync(deadline.Token);
        Assert.NotEqual(0, process.ExitCode);
        await Poll.UntilAsync(() => RunningProcesses.Mentioning(server.Server.DataDirectory).Count == 0, StopDeadline);
    }

    [Theory]
    [InlineData("postgres")]
    [InlineData("rabbitmq")]
    public async Task No_command_line_and_no_servers_environment_holds_the_password(string name)
    {
        await using var server = await StartAsync(name);
        var password = server.Server.Environment["SERVER_PASSWORD"];
        Assert.Empty(RunningProcesses.Of(password, server.Server.DataDirectory));
        Assert.All(RunningProcesses.Mentioning(password), process => Assert.Equal(server.Process.Id, process));
    }

    /// <summary>As the orchestrator does it; nothing that the script started is left.</summary>
    private static async Task StopAsync(RunningServer server)
    {
        var process = server.Process;
        var watch = Stopwatch.StartNew();
        Signals.Send(process.Id, ProcessSignal.Terminate);
        await Poll.UntilAsync(() => process.HasExited && RunningProcesses.Mentioning(server.Server.DataDirectory).Count == 0, StopDeadline * 3);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, StopDeadline);
        Assert.Equal(0, process.ExitCode);
        await server.StopAsync();
    }

    private Task<RunningServer> StartAsync(string name) => name switch
    {
        "postgres" => servers.StartPostgresAsync(),
        "redis" => servers.StartRedisAsync(),
        _ => servers.StartRabbitMqAsync(),
    };

    private static async Task<NpgsqlConnection> OpenAsync(RunningServer server)
    {
        var connection = new NpgsqlConnection(((PostgresServer)server.Server).ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        return connection;
    }

    private static async Task<ConnectionMultiplexer> ConnectAsync(RunningServer server) =>
        await ConnectionMultiplexer.ConnectAsync(((RedisServer)server.Server).Endpoint);
}
