using System.Data.Common;
using System.Globalization;
using Microsoft.Extensions.Hosting;
using Trading.ServiceDefaults.Hosting;

namespace Trading.ServiceDefaults.Databases;

/// <summary>
/// Brings every schema of the process's modules to its present form before other hosted services start. Processes that share a
/// schema take turns by an advisory lock.
/// </summary>
public sealed class SchemaRunner(DatabaseFactory databases, IReadOnlyList<IModule> modules) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        foreach (var schema in modules.SelectMany(module => module.Schemas).DistinctBy(schema => schema.Name))
        {
            await MigrateAsync(databases.For(schema.Name), schema, cancellationToken);
        }
    }

    public static async Task MigrateAsync(Database database, SchemaDefinition schema, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(schema);
        await using var connection = await database.OpenAsync(cancellationToken);
        var postgres = database.Provider == DatabaseProvider.Postgres;
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (postgres)
        {
            await ExecuteAsync(connection, transaction, $"SELECT pg_advisory_xact_lock(hashtext('trading.schema.{schema.Name}'))", cancellationToken);
            await ExecuteAsync(connection, transaction, $"CREATE SCHEMA IF NOT EXISTS {schema.Name}", cancellationToken);
        }

        await ExecuteAsync(connection, transaction, "CREATE TABLE IF NOT EXISTS schema_version (version integer PRIMARY KEY)", cancellationToken);
        var current = Convert.ToInt32(
            await ScalarAsync(connection, transaction, "SELECT coalesce(max(version), 0) FROM schema_version", cancellationToken),
            CultureInfo.InvariantCulture);
        foreach (var migration in schema.Migrations.Where(migration => migration.Version > current).OrderBy(migration => migration.Version))
        {
            await ExecuteAsync(connection, transaction, postgres ? migration.Postgres : migration.Sqlite, cancellationToken);
            await ExecuteAsync(
                connection,
                transaction,
                string.Create(CultureInfo.InvariantCulture, $"INSERT INTO schema_version (version) VALUES ({migration.Version})"),
                cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static async Task ExecuteAsync(DbConnection connection, DbTransaction transaction, string sql, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = transaction;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<object?> ScalarAsync(DbConnection connection, DbTransaction transaction, string sql, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = transaction;
        return await command.ExecuteScalarAsync(cancellationToken);
    }
}
