using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Trading.ServiceDefaults.Databases;
using Trading.ServiceDefaults.Hosting;
using Trading.ServiceDefaults.Tests.Hosting;
using Trading.Testing;

namespace Trading.ServiceDefaults.Tests.Databases;

/// <summary>Garbage over the middle of a real SQLite file, at start and while the service runs.</summary>
public sealed class DamageTests : IDisposable
{
    private const string Columns = "CREATE TABLE facts (id INTEGER PRIMARY KEY, text TEXT NOT NULL);";
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
    private static readonly SchemaDefinition Facts = new("facts", [new Migration(1, Columns, Columns)]);

    private readonly string _folder = Directory.CreateTempSubdirectory("trading-damage-").FullName;

    private string File => Path.Combine(_folder, "facts.db");

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_file_that_is_damaged_in_its_middle_stops_the_start_with_its_name()
    {
        await using (var host = await RunningHost.StartAsync(Module(), ("Database:Directory", _folder)))
        {
            await FillAsync(host);
        }

        DamageMiddle();
        await using var second = RunningHost.Build([Module()], ("Database:Directory", _folder));
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => second.App.StartAsync());
        Assert.Contains(File, Assert.Single(StartupFailure.Explain(failure)!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_served_from_a_file_that_a_query_found_damaged()
    {
        await using var host = await RunningHost.StartAsync(Module(), ("Database:Directory", _folder), ("Readiness:CacheMs", "0"));
        await FillAsync(host);
        Assert.Equal(HttpStatusCode.OK, (await host.Http.GetAsync("/facts")).StatusCode);
        DamageMiddle();

        await RefusedAsync(host, "/facts");
        await Poll.UntilAsync(async () => (await host.Http.GetAsync("/ready")).StatusCode == HttpStatusCode.ServiceUnavailable, Deadline);
        using var ready = JsonDocument.Parse(await (await host.Http.GetAsync("/ready")).Content.ReadAsStringAsync());
        var check = ready.RootElement.GetProperty("checks").GetProperty("database");
        Assert.Equal("unhealthy", check.GetProperty("status").GetString());
        Assert.Contains(File, check.GetProperty("description").GetString(), StringComparison.Ordinal);

        // Its first page is whole and could be read: it is not.
        await RefusedAsync(host, "/first");
    }

    [Theory]
    [InlineData("no database")]
    [InlineData("no folder")]
    public async Task A_database_that_cannot_be_opened_stops_the_start_with_a_plain_reason(string what)
    {
        var folder = what == "no folder" ? File : _folder;
        await System.IO.File.WriteAllTextAsync(File, new string('x', 8192));

        var failure = await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            await using var host = RunningHost.Build([Module()], ("Database:Directory", folder));
            await host.App.StartAsync();
        });

        Assert.DoesNotContain("\n", Assert.Single(StartupFailure.Explain(failure)!), StringComparison.Ordinal);
    }

    private static async Task RefusedAsync(RunningHost host, string path)
    {
        using var answer = await host.Http.GetAsync(path);
        using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "databaseDamaged"), (answer.StatusCode, body.RootElement.GetProperty("code").GetString()));
    }

    private static TestModule Module() => new()
    {
        Schemas = [Facts],
        Endpoints = endpoints =>
        {
            endpoints.MapGet("/facts", (DatabaseFactory databases) => ReadAsync(databases, "SELECT sum(length(text)) FROM facts"));
            endpoints.MapGet("/first", (DatabaseFactory databases) => ReadAsync(databases, "SELECT max(version) FROM schema_version"));
        },
    };

    private static async Task<string?> ReadAsync(DatabaseFactory databases, string sql)
    {
        await using var connection = await databases.For(Facts.Name).OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (await command.ExecuteScalarAsync())?.ToString();
    }

    private static async Task FillAsync(RunningHost host)
    {
        await using var connection = await host.App.Services.GetRequiredService<DatabaseFactory>().For(Facts.Name).OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText =
            """
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000) INSERT INTO facts SELECT i, hex(randomblob(100)) FROM n;
            PRAGMA wal_checkpoint(TRUNCATE);
            """;
        await command.ExecuteNonQueryAsync();
    }

    private void DamageMiddle()
    {
        SqliteConnection.ClearAllPools();
        using var file = new FileStream(File, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        var garbage = new byte[64 * 1024];
        new Random(20).NextBytes(garbage);
        file.Position = file.Length / 2 / 4096 * 4096;
        file.Write(garbage);
    }
}
