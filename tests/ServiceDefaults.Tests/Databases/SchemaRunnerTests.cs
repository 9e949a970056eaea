using System.Net;
using Microsoft.AspNetCore.Builder;
using Trading.ServiceDefaults.Databases;
using Trading.ServiceDefaults.Tests.Hosting;
using Trading.Testing;
using Trading.Testing.Servers;

namespace Trading.ServiceDefaults.Tests.Databases;

public sealed class SchemaRunnerTests(RealServers servers)
{
    private static readonly SchemaDefinition Schema = new("things",
    [
        new Migration(
            1,
            "CREATE TABLE thing (id bigint PRIMARY KEY, price numeric NOT NULL, seen timestamptz NOT NULL)",
            "CREATE TABLE thing (id integer PRIMARY KEY, price text NOT NULL, seen integer NOT NULL)"),
        new Migration(2, "INSERT INTO thing VALUES (0, 0, now())", "INSERT INTO thing VALUES (0, '0', 1704067200000000)"),
    ]);

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.Postgres)]
    public async Task Many_processes_that_migrate_at_once_run_each_step_once(DatabaseProvider provider)
    {
        var folder = Directory.CreateTempSubdirectory("trading-schema-");
        var options = await OptionsAsync(provider, folder.FullName);
        var factories = Enumerable.Range(0, 6).Select(_ => new DatabaseFactory(options)).ToArray();

        var found = await Task.WhenAll(factories.Select(
            factory => Task.Run(() => SchemaRunner.MigrateAsync(factory.For("things"), Schema, TestContext.Current.CancellationToken))));

        Assert.Equal(1, found.Count(version => version == 0));
        await using (var session = await factories[0].For("things").SessionAsync(operation: null, TestContext.Current.CancellationToken))
        {
            Assert.Equal([1, 2], await session.QueryAsync(
                new("SELECT version FROM schema_version ORDER BY version"), row => row.Int32(0), TestContext.Current.CancellationToken));
        }

        foreach (var factory in factories)
        {
            await factory.DisposeAsync();
        }

        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_service_waits_for_a_database_that_starts_after_it()
    {
        await using var server = await servers.StartPostgresAsync();
        var connectionString = ((PostgresServer)server.Server).ConnectionString;
        await server.KillAsync();
        await using var host = RunningHost.Build(
            [new TestModule { Schemas = [Schema], Endpoints = endpoints => endpoints.MapGet("/things", () => "here") }],
            ("Database:Provider", "Postgres"),
            ("Database:ConnectionString", connectionString),
            ("Readiness:CacheMs", "0"));
        var starting = host.App.StartAsync();
        await Poll.UntilAsync(() => host.Logs.Of("DatabaseAwaited").Count == 1, TimeSpan.FromSeconds(60));

        // Meanwhile it lives, can be scraped, says that it is not ready, and takes no requests.
        host.Http.BaseAddress = new Uri(host.App.Urls.First());
        Assert.Equal(HttpStatusCode.OK, (await host.Http.GetAsync("/health")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await host.Http.GetAsync("/metrics")).StatusCode);
        Assert.Contains(
            "\"description\":\"starting\"", await TextAsync(host, "/ready", HttpStatusCode.ServiceUnavailable), StringComparison.Ordinal);
        Assert.Contains(
            "\"code\":\"starting\"", await TextAsync(host, "/things", HttpStatusCode.ServiceUnavailable), StringComparison.Ordinal);

        await server.StartAsync();
        await starting.WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Contains("\"status\":\"healthy\"", await TextAsync(host, "/ready", HttpStatusCode.OK), StringComparison.Ordinal);
        Assert.Equal("here", await TextAsync(host, "/things", HttpStatusCode.OK));
        Assert.Single(host.Logs.Of("SchemaMigrated"));
        Assert.Single(host.Logs.Of("DatabaseAwaited"));

        // The request that was held off is counted, but not as a failure of the API.
        var metrics = await TextAsync(host, "/metrics", HttpStatusCode.OK);
        Assert.Contains("api_requests_total{endpoint=\"/things\",method=\"GET\",status=\"503\"} 1\n", metrics, StringComparison.Ordinal);
        Assert.DoesNotContain("api_errors_total{endpoint=\"/things\"", metrics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pool_and_query_metrics_tell_what_postgres_does()
    {
        await using var host = await RunningHost.StartAsync(
            new TestModule { Schemas = [Schema] },
            ("Database:Provider", "Postgres"),
            ("Database:ConnectionString", await servers.CreateDatabaseAsync()));
        var database = ((DatabaseFactory)host.App.Services.GetService(typeof(DatabaseFactory))!).For("things");
        await using var held = await database.SessionAsync(operation: null, TestContext.Current.CancellationToken);
        await using (var session = await database.SessionAsync("thing.count", TestContext.Current.CancellationToken))
        {
            await session.ExecuteAsync(new("SELECT count(*) FROM thing"), TestContext.Current.CancellationToken);
        }

        var metrics = await host.Http.GetStringAsync("/metrics");
        Assert.Matches("trading_db_connections_active [1-9]", metrics);
        Assert.Contains("db_query_duration_seconds_count{operation=\"thing.count\"} 1\n", metrics, StringComparison.Ordinal);
        Assert.DoesNotContain("Password", metrics, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("\"database\":{\"status\":\"healthy\"", await host.Http.GetStringAsync("/ready"), StringComparison.Ordinal);
    }

    private static async Task<string> TextAsync(RunningHost host, string path, HttpStatusCode expected)
    {
        using var response = await host.Http.GetAsync(path);
        Assert.Equal(expected, response.StatusCode);
        return await response.Content.ReadAsStringAsync();
    }

    private async Task<DatabaseOptions> OptionsAsync(DatabaseProvider provider, string folder) => new()
    {
        Provider = provider,
        Directory = folder,
        ConnectionString = provider == DatabaseProvider.Postgres ? await servers.CreateDatabaseAsync() : null,
    };
}
