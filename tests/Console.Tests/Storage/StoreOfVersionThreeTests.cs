using Microsoft.Data.Sqlite;
using Trading.ServiceDefaults.Databases;
using Trading.Testing;
using Trading.WebConsole.Alerts;
using Trading.WebConsole.Storage;

namespace Trading.WebConsole.Tests.Storage;

/// <summary>Alerts whose times version 3 kept as milliseconds.</summary>
public sealed class StoreOfVersionThreeTests(RealServers servers) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("console-v3-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.Postgres)]
    public async Task Alerts_read_the_same_and_their_episodes_go_on(DatabaseProvider provider)
    {
        await using var databases = new DatabaseFactory(new DatabaseOptions
        {
            Provider = provider,
            Directory = _folder,
            ConnectionString = provider == DatabaseProvider.Postgres ? await servers.CreateDatabaseAsync() : null,
        });
        var schema = new ConsoleModule().Schemas.Single();
        var database = databases.For(schema.Name);
        await SchemaRunner.MigrateAsync(database, schema with { Migrations = [.. schema.Migrations.Take(3)] }, Cancel);
        await using (var session = await database.SessionAsync(operation: null, Cancel))
        {
            await session.ExecuteAsync(
                new(
                    """
                    INSERT INTO alerts (fingerprint, name, severity, state, summary, description, labels, starts_at, ends_at, first_received_at, last_received_at, notifications)
                    VALUES ('a', 'A', 'critical', 'resolved', '', '', '{}', 1767225600001, 1767225601250, 1767225602000, 1767225603000, 2),
                           ('b', 'B', 'warning', 'firing', '', '', '{}', 1767225600001, NULL, 1767225602000, 1767225603000, 1)
                    """),
                Cancel);
        }

        Assert.Equal(3, await SchemaRunner.MigrateAsync(database, schema, Cancel));
        Assert.Equal(schema.Migrations.Count, await SchemaRunner.MigrateAsync(database, schema, Cancel));
        var store = new AlertStore(databases, new AlertInboxOptions { HistoryDays = 3650 }, TimeProvider.System);
        var alerts = (await store.ListAsync(null, null, 10, null, Cancel)).Items;

        var time = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        Assert.Equal(["b", "a"], alerts.Select(alert => alert.Fingerprint));
        Assert.Equal(
            (time.AddMilliseconds(1), time.AddMilliseconds(1250), time.AddSeconds(2), time.AddSeconds(3)),
            (alerts[1].StartsAt, alerts[1].EndsAt!.Value, alerts[1].FirstReceivedAt, alerts[1].LastReceivedAt));
        Assert.Null(alerts[0].EndsAt);

        await store.StoreAsync(
            new AlertNotification { Alerts = [new NotifiedAlert { Status = "firing", Fingerprint = "b", StartsAt = time.AddMilliseconds(1).AddTicks(77) }] }, Cancel);
        Assert.Equal(2, (await store.ListAsync(AlertState.Firing, null, 10, null, Cancel)).Items.Single().Notifications);
    }
}
