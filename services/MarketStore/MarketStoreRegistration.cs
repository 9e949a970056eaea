using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;
using Trading.MarketStore.Storage;

namespace Trading.MarketStore;

public static class MarketStoreRegistration
{
    /// <summary>Adds the one <see cref="IMarketStore"/> of the process; modules that share a process may each call it.</summary>
    /// <param name="database">
    /// The pool whose search path is the market schema, or the SQLite file when the pool is null; and what starts the clock of an
    /// operation by its name.
    /// </param>
    public static IServiceCollection AddMarketStore(
        this IServiceCollection services,
        Func<IServiceProvider, (NpgsqlDataSource? Postgres, string? SqliteFile, Func<string, IDisposable?> Timer)> database)
    {
        services.TryAddSingleton(provider =>
        {
            var (postgres, file, timer) = database(provider);
            return Create((postgres, file), timer);
        });
        return services;
    }

    /// <summary>The store over a pool, or over a SQLite file when the pool is null. Its schema must be there.</summary>
    /// <param name="timer">Starts the clock of an operation; null: nothing is timed.</param>
    public static IMarketStore Create((NpgsqlDataSource? Postgres, string? SqliteFile) database, Func<string, IDisposable?>? timer = null)
    {
        timer ??= static _ => null;
        if (database.Postgres is { } pool)
        {
            return new SqlMarketStore(new PostgresDialect(pool), new PostgresWriter(pool), timer);
        }

        var file = database.SqliteFile ?? throw new ArgumentException("Either a PostgreSQL pool or a SQLite file is needed.", nameof(database));
        var dialect = new SqliteDialect(file);
        return new SqlMarketStore(dialect, new SqliteWriter(dialect), timer);
    }
}
