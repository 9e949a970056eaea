using Microsoft.Data.Sqlite;
using Trading.OrderExecution.Risk;
using Trading.OrderExecution.Storage;
using Trading.ServiceDefaults.Databases;
using Trading.Testing;

namespace Trading.OrderExecution.Tests.Storage;

/// <summary>A store as version 6 left it, of a run with one venue: one row an account, and one set of limits.</summary>
public sealed class StoreOfVersionSixTests(RealServers servers) : IDisposable
{
    private static readonly DateTime Day = new(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);
    private readonly string _folder = Directory.CreateTempSubdirectory("orders-v6-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_account_keeps_its_balances_and_gets_a_row_for_each_venue(bool postgres)
    {
        await using var databases = await OpenAsync(postgres);
        var risk = new RiskStore(databases, TimeProvider.System);

        var stored = Assert.Single(await risk.AccountsAsync(Cancel));
        await risk.SaveAccountAsync(stored with { Venue = "simulator-usdm", SyncedAt = Day.AddHours(1) }, Cancel);
        await risk.SaveAccountAsync(stored with { SyncedAt = Day.AddHours(2) }, Cancel);

        Assert.Equal(("main", "simulator-spot", 1.5m, Day), (stored.Account, stored.Venue, stored.Balances[0].Free, stored.SyncedAt));
        Assert.Equal(
            [("simulator-usdm", Day.AddHours(1)), ("simulator-spot", Day.AddHours(2))],
            (await risk.AccountsAsync(Cancel)).Select(account => (account.Venue, account.SyncedAt)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Limits_that_were_set_for_every_venue_hold_until_a_venue_has_its_own(bool postgres)
    {
        await using var databases = await OpenAsync(postgres);
        var risk = new RiskStore(databases, TimeProvider.System);

        Assert.Equal(1234m, (await risk.LimitsAsync("simulator-spot", Cancel))!.MaxNotional);
        await risk.SaveLimitsAsync("simulator-spot", new RiskLimits { MaxNotional = 5 }, "admin", Cancel);

        Assert.Equal(5m, (await risk.LimitsAsync("simulator-spot", Cancel))!.MaxNotional);
        Assert.Equal(1234m, (await risk.LimitsAsync("simulator-usdm", Cancel))!.MaxNotional);
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<DatabaseFactory> OpenAsync(bool postgres)
    {
        var databases = new DatabaseFactory(postgres
            ? new DatabaseOptions { Provider = DatabaseProvider.Postgres, ConnectionString = await servers.CreateDatabaseAsync() }
            : new DatabaseOptions { Directory = _folder });
        var database = databases.For(OrdersSchema.Name);
        var before = new SchemaDefinition(
            OrdersSchema.Name, [.. OrdersSchema.Definition.Migrations.Where(migration => migration.Version <= 6)]);
        await SchemaRunner.MigrateAsync(database, before, Cancel);
        await using (var session = await database.SessionAsync(operation: null, Cancel))
        {
            await session.ExecuteAsync(
                new(
                    """INSERT INTO accounts VALUES ('main', 'simulator-spot', '[{"asset":"BTC","free":"1.5","locked":"0"}]', @at)""",
                    ("at", Day)),
                Cancel);
            await session.ExecuteAsync(
                new("""INSERT INTO risk_settings VALUES ('limits', '{"maxNotional":"1234"}', 'admin', @at)""", ("at", Day)), Cancel);
        }

        Assert.Equal(6, await SchemaRunner.MigrateAsync(database, OrdersSchema.Definition, Cancel));
        return databases;
    }
}
