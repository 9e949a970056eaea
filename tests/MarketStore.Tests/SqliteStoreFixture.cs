using Microsoft.Data.Sqlite;
using Trading.ServiceDefaults.Databases;

namespace Trading.MarketStore.Tests;

public sealed class SqliteStoreFixture : StoreFixture
{
    private readonly string _folder = Directory.CreateTempSubdirectory("trading-store-").FullName;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    protected override Task<DatabaseOptions> OptionsAsync() => Task.FromResult(new DatabaseOptions { Directory = _folder });
}
