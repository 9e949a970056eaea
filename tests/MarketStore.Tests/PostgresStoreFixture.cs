using Npgsql;
using Trading.Testing;

namespace Trading.MarketStore.Tests;

/// <summary>A real PostgreSQL with the market schema.</summary>
public sealed class PostgresStoreFixture(RealServers servers) : StoreFixture
{
    private NpgsqlDataSource? _pool;

    public NpgsqlDataSource Pool => _pool!;

    public override OtherStore Another() => new(MarketStoreRegistration.Create((_pool, null)));

    public override async ValueTask InitializeAsync()
    {
        _pool = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(await servers.CreateDatabaseAsync()) { SearchPath = MarketSchema.Name });
        await using var command = _pool.CreateCommand($"CREATE SCHEMA {MarketSchema.Name};" + string.Concat(MarketSchema.Steps.Select(step => step.Postgres)));
        await command.ExecuteNonQueryAsync();
        Store = MarketStoreRegistration.Create((_pool, null));
    }

    public override async ValueTask DisposeAsync()
    {
        if (_pool is not null)
        {
            await _pool.DisposeAsync();
        }
    }
}
