using Microsoft.Data.Sqlite;

namespace Trading.MarketStore.Tests;

public sealed class SqliteStoreFixture : StoreFixture
{
    private readonly string _folder = Directory.CreateTempSubdirectory("trading-store-").FullName;

    private string File => Path.Combine(_folder, "market.db");

    public override OtherStore Another() => new(MarketStoreRegistration.Create((null, File)));

    public override async ValueTask InitializeAsync()
    {
        SQLitePCL.Batteries_V2.Init();
        await using (var connection = new SqliteConnection($"Data Source={File}"))
        {
            await connection.OpenAsync();
            foreach (var step in MarketSchema.Steps)
            {
                await using var command = connection.CreateCommand();
                command.CommandText = step.Sqlite;
                await command.ExecuteNonQueryAsync();
            }
        }

        Store = MarketStoreRegistration.Create((null, File));
    }

    public override async ValueTask DisposeAsync()
    {
        await ((IAsyncDisposable)Store).DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }
}
