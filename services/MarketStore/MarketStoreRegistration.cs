using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;
using Trading.MarketStore.Storage;

namespace Trading.MarketStore;

public static class MarketStoreRegistration
{
    /// <summary>Adds the one <see cref="IMarketStore"/> of the process; modules that share a process may each call it.</summary>
    /// <param name="database">The pool whose search path is the market schema, or the SQLite file when the pool is null.</param>
    public static IServiceCollection AddMarketStore(
        this IServiceCollection services,
        Func<IServiceProvider, (NpgsqlDataSource? Postgres, string? SqliteFile)> database)
    {
        ArgumentNullException.ThrowIfNull(database);
        services.TryAddSingleton(provider => Create(database(provider)));
        return services;
    }

    /// <summary>The store over a pool, or over a SQLite file when the pool is null. Its schema must be there.</summary>
    public static IMarketStore Create((NpgsqlDataSource? Postgres, string? SqliteFile) database)
    {
        if (database.Postgres is { } pool)
        {
            return new SqlMarketStore(new PostgresDialect(pool), new PostgresWriter(pool));
        }

        var file = database.SqliteFile ?? throw new ArgumentException("Either a PostgreSQL pool or a SQLite file is needed.", nameof(database));
        var dialect = new SqliteDialect(file);
        return new SqlMarketStore(dialect, new SqliteWriter(dialect));
    }
}
