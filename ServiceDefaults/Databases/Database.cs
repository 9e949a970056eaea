using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using Trading.ServiceDefaults.Hosting;

namespace Trading.ServiceDefaults.Databases;

/// <summary>
/// One schema of the configured database. SQL names tables without a schema: PostgreSQL finds them by the search path, SQLite
/// has a file per schema.
/// </summary>
public sealed class Database : IAsyncDisposable
{
    private readonly string? _sqliteConnectionString;
    private readonly DatabaseMetrics? _metrics;
    private volatile string? _damage;

    internal Database(string schema, DatabaseOptions options, DatabaseMetrics? metrics = null)
    {
        _metrics = metrics;
        Schema = schema;
        Provider = options.Provider;
        if (options.Provider == DatabaseProvider.Postgres)
        {
            var builder = new NpgsqlDataSourceBuilder(options.ConnectionString) { Name = schema };
            builder.ConnectionStringBuilder.SearchPath = schema;
            builder.ConnectionStringBuilder.MaxPoolSize = options.MaxPoolSize;
            Postgres = builder.Build();
        }
        else
        {
            SQLitePCL.Batteries_V2.Init();
            CreateFolder(options.Directory);
            SqliteFile = Path.GetFullPath(Path.Combine(options.Directory, schema + ".db"));
            foreach (var file in (string[])[SqliteFile, SqliteFile + "-wal", SqliteFile + "-shm"])
            {
                FileCreation.Close(file);
            }

            _sqliteConnectionString = new SqliteConnectionStringBuilder { DataSource = SqliteFile }.ToString();
        }
    }

    public string Schema { get; }

    public DatabaseProvider Provider { get; }

    /// <summary>The pool, for binary COPY and batches; null with SQLite.</summary>
    public NpgsqlDataSource? Postgres { get; }

    /// <summary>Full path of the SQLite file; null with PostgreSQL.</summary>
    public string? SqliteFile { get; }

    /// <summary>
    /// What is known to be wrong with the file, and what to do; null while nothing is. Once damaged, nothing is served from it.
    /// </summary>
    public string? Damage => _damage;

    /// <summary>An open connection. SQLite: WAL, NORMAL synchronous, foreign keys on, 5 s busy timeout.</summary>
    public async ValueTask<DbConnection> OpenAsync(CancellationToken cancellationToken = default)
    {
        RefuseDamaged();
        if (Postgres is not null)
        {
            return await Postgres.OpenConnectionAsync(cancellationToken);
        }

        var connection = new SqliteConnection(_sqliteConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var pragma = connection.CreateCommand();
        pragma.CommandText = "PRAGMA busy_timeout=5000; PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;";
        await pragma.ExecuteNonQueryAsync(cancellationToken);
        return connection;
    }

    /// <summary>A session of one operation, without a transaction.</summary>
    /// <param name="operation">
    /// A constant such as <c>trades.insert</c>: it becomes a label of <c>db_query_duration_seconds</c>; null is not timed.
    /// </param>
    public Task<SqlSession> SessionAsync(string? operation, CancellationToken cancellationToken) =>
        SqlSession.OpenAsync(this, operation is null ? default : Time(operation), begin: false, cancellationToken);

    /// <summary>A session whose statements are committed together by <see cref="SqlSession.CommitAsync"/>.</summary>
    /// <param name="operation">As of <see cref="SessionAsync"/>.</param>
    public Task<SqlSession> TransactionAsync(string? operation, CancellationToken cancellationToken) =>
        SqlSession.OpenAsync(this, operation is null ? default : Time(operation), begin: true, cancellationToken);

    /// <summary>
    /// <c>using var _ = database.Time("trades.insert");</c> records the time until the end of the block in
    /// <c>db_query_duration_seconds</c>. The name is a constant: it becomes a label.
    /// </summary>
    /// <exception cref="DatabaseDamagedException">The file is damaged. Every operation begins here, on connections of its own
    /// too.</exception>
    public QueryTimer Time(string operation)
    {
        RefuseDamaged();
        return _metrics?.Time(operation) ?? default;
    }

    /// <summary>Remembers the damage until the process ends: a file is mended while nothing uses it.</summary>
    internal string Condemn(string finding) =>
        _damage = $"The database file {SqliteFile} is damaged ({finding}): stop the service and restore the file from a backup.";

    public async ValueTask DisposeAsync()
    {
        if (Postgres is not null)
        {
            await Postgres.DisposeAsync();
        }
    }

    private static void CreateFolder(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new StartupFailure($"Database:Directory cannot be used: {fault.Message}", fault);
        }
    }

    private void RefuseDamaged()
    {
        if (_damage is { } damage)
        {
            throw new DatabaseDamagedException(damage);
        }
    }
}
