using System.Data.Common;
using System.Globalization;
using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Trading.ServiceDefaults.Hosting;

namespace Trading.ServiceDefaults.Databases;

/// <summary>
/// Brings every schema of the process's modules to its present form before other hosted services start. Processes that share a
/// schema take turns by an advisory lock.
/// </summary>
public sealed class SchemaRunner(
    DatabaseFactory databases,
    DatabaseOptions options,
    IReadOnlyList<IModule> modules,
    TimeProvider time,
    ILogger<SchemaRunner> logger) : IHostedLifecycleService
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    /// <summary>A gigabyte or more on a common disk; a start does not wait longer for the rest of a large file.</summary>
    private static readonly TimeSpan LongestInspection = TimeSpan.FromSeconds(10);

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        foreach (var schema in modules.SelectMany(module => module.Schemas).DistinctBy(schema => schema.Name))
        {
            await MigratePatientlyAsync(schema, cancellationToken);
        }
    }

    /// <summary>A database that is still starting is waited for, up to <see cref="DatabaseOptions.StartTimeoutSeconds"/>.</summary>
    private async Task MigratePatientlyAsync(SchemaDefinition schema, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var pause = FirstPause;
        while (true)
        {
            try
            {
                var database = databases.For(schema.Name);
                await InspectAsync(database);
                using var timer = database.Time("schema.migrate");
                var from = await MigrateAsync(database, schema, cancellationToken);
                var to = schema.Migrations.Count == 0 ? 0 : schema.Migrations.Max(migration => migration.Version);
                if (from < to)
                {
                    DatabaseLog.Migrated(logger, schema.Name, from, to);
                }

                return;
            }
            catch (DbException fault) when (fault.IsTransient || IsStarting(fault))
            {
                if (time.GetElapsedTime(started).TotalSeconds > options.StartTimeoutSeconds)
                {
                    throw DatabaseFault.Explain(fault) is { } reason ? new StartupFailure(reason, fault) : new StartupFailure(
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"The database did not answer within {options.StartTimeoutSeconds} s: {fault.Message}"),
                        fault)
                    { MayPass = true };
                }

                if (pause == FirstPause)
                {
                    DatabaseLog.Awaited(logger, schema.Name, fault.Message, options.StartTimeoutSeconds);
                }

                await Task.Delay(pause, time, cancellationToken);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
        }
    }

    /// <summary>Damage in the middle of a file shows when its pages are read: they are read before anything relies on them.</summary>
    private async Task InspectAsync(Database database)
    {
        if (database.SqliteFile is not { } file)
        {
            return;
        }

        var started = time.GetTimestamp();
        var inspection = await SqliteInspection.RunAsync(file, thorough: false, LongestInspection, time);
        if (inspection.Damage is { } damage)
        {
            throw new StartupFailure(database.Condemn(damage));
        }

        var megabytes = File.Exists(file) ? Math.Round(new FileInfo(file).Length / 1e6, 1) : 0;
        if (!inspection.IsWhole)
        {
            DatabaseLog.InspectedInPart(logger, database.Schema, megabytes, LongestInspection.TotalSeconds);
        }
        else if (megabytes > 0)
        {
            DatabaseLog.Inspected(logger, database.Schema, megabytes, (long)time.GetElapsedTime(started).TotalMilliseconds);
        }
    }

    /// <summary>57P03: PostgreSQL starts or stops; 3D000: its database is not made yet; SQLite 5, 6: another process migrates.</summary>
    private static bool IsStarting(DbException fault) =>
        fault is PostgresException { SqlState: "57P03" or "3D000" or "57P01" } or SqliteException { SqliteErrorCode: 5 or 6 }
        || fault.InnerException is SocketException or IOException or TimeoutException;

    /// <summary>Returns the version that it found.</summary>
    public static async Task<int> MigrateAsync(Database database, SchemaDefinition schema, CancellationToken cancellationToken)
    {
        var postgres = database.Provider == DatabaseProvider.Postgres;
        await using var session = await database.TransactionAsync(operation: null, cancellationToken);
        if (postgres)
        {
            await RunAsync($"SELECT pg_advisory_xact_lock(hashtext('trading.schema.{schema.Name}'))");
            await RunAsync($"CREATE SCHEMA IF NOT EXISTS {schema.Name}");
        }

        await RunAsync("CREATE TABLE IF NOT EXISTS schema_version (version integer PRIMARY KEY)");
        var current = await session.FirstAsync(
            new("SELECT coalesce(max(version), 0) FROM schema_version"), row => row.Int32(0), cancellationToken);
        foreach (var migration in schema.Migrations.Where(migration => migration.Version > current).OrderBy(migration => migration.Version))
        {
            await RunAsync(postgres ? migration.Postgres : migration.Sqlite);
            if (!postgres && migration.SqliteForm is { } form)
            {
                await SqliteConversion.RunAsync(session, form, cancellationToken);
            }

            await session.ExecuteAsync(
                new("INSERT INTO schema_version (version) VALUES (@version)", ("version", migration.Version)), cancellationToken);
        }

        await session.CommitAsync(cancellationToken);
        return current;

        async Task RunAsync(string? sql)
        {
            if (sql is not null)
            {
                await using var command = session.Command(new(sql));

                // A migration takes as long as its data, and every caller waits for it. In SQLite the timeout is the wait for a lock.
                command.CommandTimeout = postgres ? 0 : command.CommandTimeout;
                await command.ExecuteNonQueryAsync(cancellationToken);
            }
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
