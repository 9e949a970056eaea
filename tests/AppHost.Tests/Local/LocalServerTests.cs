using Npgsql;
using Trading.AppHost.Local;
using Trading.Testing;

namespace Trading.AppHost.Tests.Local;

public sealed class LocalServerTests(RealServers servers)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Postgres_keeps_its_rows_through_a_kill_and_a_second_start()
    {
        await using var server = await servers.StartPostgresAsync();
        var connectionString = ((PostgresServer)server.Server).ConnectionString + ";Pooling=false";
        await using (var first = new NpgsqlConnection(connectionString))
        {
            await first.OpenAsync();
            await new NpgsqlCommand("CREATE TABLE kept (id integer); INSERT INTO kept VALUES (7)", first).ExecuteNonQueryAsync();
        }

        await server.KillAsync();
        await server.StartAsync();

        await using var second = new NpgsqlConnection(connectionString);
        await second.OpenAsync();
        Assert.Equal(7, await new NpgsqlCommand("SELECT id FROM kept", second).ExecuteScalarAsync());
    }

    [Fact]
    public async Task Each_test_class_gets_an_empty_database()
    {
        Assert.NotEqual(await servers.CreateDatabaseAsync(), await servers.CreateDatabaseAsync());
    }

    [Fact]
    public async Task Redis_answers_once_it_is_started()
    {
        await using var server = await servers.StartRedisAsync();
        Assert.True(await server.Server.IsReadyAsync(TestContext.Current.CancellationToken));
        await server.StopAsync();
        Assert.False(await server.Server.IsReadyAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task RabbitMq_stops_with_everything_that_it_started()
    {
        await using var server = await servers.StartRabbitMqAsync();
        var folder = server.Server.DataDirectory;
        Assert.True(await HttpProbe.AnswersAsync(new Uri(((RabbitMqServer)server.Server).ManagementUrl), TestContext.Current.CancellationToken));
        await server.StopAsync();
        await Poll.UntilAsync(() => RunningProcesses.Mentioning(folder).Count == 0, Deadline);
    }

    [Fact]
    public async Task Prometheus_and_alertmanager_answer_once_they_are_started()
    {
        await using var prometheus = await servers.StartPrometheusAsync("global:\n  scrape_interval: 1s\n");
        await using var alertmanager = await servers.StartAlertmanagerAsync("route:\n  receiver: none\nreceivers:\n  - name: none\n");
        Assert.True(await prometheus.Server.IsReadyAsync(TestContext.Current.CancellationToken));
        Assert.True(await alertmanager.Server.IsReadyAsync(TestContext.Current.CancellationToken));
    }
}
