using System.Collections.Concurrent;

namespace Trading.ServiceDefaults.Databases;

/// <summary>Hands out one <see cref="Database"/> per schema and process.</summary>
public sealed class DatabaseFactory(DatabaseOptions options) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<Database>> _databases = new(StringComparer.Ordinal);

    public Database For(string schema) =>
        _databases.GetOrAdd(schema, name => new Lazy<Database>(() => new Database(name, options))).Value;

    public async ValueTask DisposeAsync()
    {
        foreach (var database in _databases.Values)
        {
            await database.Value.DisposeAsync();
        }
    }
}
