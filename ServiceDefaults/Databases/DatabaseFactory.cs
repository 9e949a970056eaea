using System.Collections.Concurrent;

namespace Trading.ServiceDefaults.Databases;

/// <summary>Hands out one <see cref="Database"/> per schema and process.</summary>
/// <param name="metrics">Null: nothing is measured.</param>
public sealed class DatabaseFactory(DatabaseOptions options, DatabaseMetrics? metrics = null) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<Database>> _databases = new(StringComparer.Ordinal);

    public Database For(string schema) =>
        _databases.GetOrAdd(schema, name => new Lazy<Database>(() => new Database(name, options, metrics))).Value;

    /// <summary>Those that were asked for so far.</summary>
    internal IReadOnlyList<Database> All => [.. _databases.Values.Select(database => database.Value)];

    public async ValueTask DisposeAsync()
    {
        foreach (var database in _databases.Values)
        {
            await database.Value.DisposeAsync();
        }
    }
}
