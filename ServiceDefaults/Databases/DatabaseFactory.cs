using System.Collections.Concurrent;

namespace Trading.ServiceDefaults.Databases;

/// <summary>Hands out one <see cref="Database"/> per schema and process.</summary>
/// <param name="metrics">Null: nothing is measured.</param>
public sealed class DatabaseFactory(DatabaseOptions options, DatabaseMetrics? metrics = null) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<Database>> _databases = new(StringComparer.Ordinal);

    public Database For(string schema) =>
        _databases.GetOrAdd(schema, name => new Lazy<Database>(() => new Database(name, options, metrics))).Value;

    public async ValueTask DisposeAsync()
    {
        foreach (var database in _databases.Values)
        {
            await database.Value.DisposeAsync();
        }
    }
}
