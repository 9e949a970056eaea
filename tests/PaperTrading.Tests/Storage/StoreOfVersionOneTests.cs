using Trading.PaperTrading.Storage;
using Trading.ServiceDefaults.Databases;
using Trading.Testing;

namespace Trading.PaperTrading.Tests.Storage;

public sealed class StoreOfVersionOneTests(RealServers servers) : IDisposable
{
    private const string Rows =
        """
        INSERT INTO strategies VALUES ('s', 's', 'ma-cross', 'simulator', 'AAA', '1s', '{}', '100', 1, true, '2026-01-01 00:00:00');
        INSERT INTO accounts VALUES ('s', '100', '100', '0', '100', '0');
        INSERT INTO live_orders VALUES ('p-1', 's', 'AAA', 0, '0.3', 3, '0.3', '10', null, '2026-01-01 00:00:01', null);
        INSERT INTO live_orders VALUES ('p-2', 's', 'AAA', 1, '0.3', 5, '0.1', '10', null, '2026-01-01 00:00:02', null);
        INSERT INTO live_orders VALUES ('p-3', 's', 'BBB', 0, '7', 6, '0', '0', 'killSwitch: halted', '2026-01-01 00:00:03', null);
        INSERT INTO live_positions VALUES ('s', 'AAA', '0.2');
        INSERT INTO live_positions VALUES ('s', 'BBB', '0');
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("paper-v1-").FullName;

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.Postgres)]
    public async Task Live_positions_of_a_store_before_drift_come_from_what_its_orders_filled(DatabaseProvider provider)
    {
        await using var factory = new DatabaseFactory(new DatabaseOptions
        {
            Provider = provider,
            Directory = _folder,
            ConnectionString = provider == DatabaseProvider.Postgres ? await servers.CreateDatabaseAsync() : null,
        });
        var database = factory.For(PaperSchema.Name);
        var cancel = TestContext.Current.CancellationToken;
        await SchemaRunner.MigrateAsync(database, new SchemaDefinition(PaperSchema.Name, [PaperSchema.Definition.Migrations[0]]), cancel);
        await using (var connection = await database.OpenAsync(cancel))
        {
            await using var command = connection.CreateCommand();
            command.CommandText = Rows;
            await command.ExecuteNonQueryAsync(cancel);
        }

        await SchemaRunner.MigrateAsync(database, PaperSchema.Definition, cancel);
        var stored = await new SessionTables(factory).LoadAsync("s", cancel);

        Assert.Equal(
            [("AAA", 0.2m, 0.2m), ("BBB", 0m, 0m)],
            stored.LivePositions.OrderBy(live => live.Symbol).Select(live => (live.Symbol, live.Expected, live.Filled)));
        Assert.Empty(await new LiveOrderTable(factory).OpenAsync(null, cancel));
    }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }
}
