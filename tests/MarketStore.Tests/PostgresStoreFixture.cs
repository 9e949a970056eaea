using Trading.ServiceDefaults.Databases;
using Trading.Testing;

namespace Trading.MarketStore.Tests;

/// <summary>A real PostgreSQL with the market schema.</summary>
public sealed class PostgresStoreFixture(RealServers servers) : StoreFixture
{
    protected override async Task<DatabaseOptions> OptionsAsync() =>
        new() { Provider = DatabaseProvider.Postgres, ConnectionString = await servers.CreateDatabaseAsync() };
}
