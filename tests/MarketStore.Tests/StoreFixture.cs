using Trading.ServiceDefaults.Databases;

namespace Trading.MarketStore.Tests;

/// <summary>One store for a test class; every test uses a symbol of its own.</summary>
public abstract class StoreFixture : IAsyncLifetime
{
    private DatabaseFactory? _databases;

    public MarketStores Store { get; private set; } = null!;

    public Database Database => _databases!.For(MarketSchema.Name);

    /// <summary>A second store over the same data, as another process has it.</summary>
    public MarketStores Another() => new(Database);

    public async ValueTask InitializeAsync()
    {
        _databases = new DatabaseFactory(await OptionsAsync());
        await SchemaRunner.MigrateAsync(Database, MarketSchema.Definition, CancellationToken.None);
        Store = new MarketStores(Database);
    }

    public virtual async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        await _databases!.DisposeAsync();
    }

    protected abstract Task<DatabaseOptions> OptionsAsync();
}
