using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Trading.MarketStore.Storage;

/// <summary>
/// One connection with prepared statements, one transaction at a time: SQLite has a single writer anyway, and taking turns here is
/// cheaper than waiting for its lock.
/// </summary>
internal sealed class SqliteSession(SqliteDialect dialect) : IAsyncDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Dictionary<string, SqliteCommand> _prepared = new(StringComparer.Ordinal);
    private SqliteConnection? _connection;

    /// <summary>
    /// All or nothing of what <paramref name="write"/> executes. The transaction is begun and ended in SQL: a full disk makes SQLite
    /// roll back by itself, and the provider's own transaction object then hides that fault behind a second one.
    /// </summary>
    public async Task<T> TransactAsync<T>(Func<T> write, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            _connection ??= await dialect.OpenSqliteAsync(cancellationToken);
            return Transact(_connection, write);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Runs a statement once per row and returns how many rows it changed. Inside a transaction only.</summary>
    /// <param name="sql">Its parameters are <c>@0</c>, <c>@1</c> and so on.</param>
    public int Execute<T>(string sql, IReadOnlyList<T> rows, Action<T, SqliteParameterCollection> bind)
    {
        var command = Prepared(sql);
        var changed = 0;
        foreach (var row in rows)
        {
            bind(row, command.Parameters);
            changed += command.ExecuteNonQuery();
        }

        return changed;
    }

    /// <summary>Runs a statement and returns how many rows it changed. Inside a transaction only.</summary>
    public int Execute(string sql, params IReadOnlyList<long> values) => Execute(sql, [values], static (all, row) => Bind(row, all));

    /// <summary>The first column of a query. Inside a transaction only.</summary>
    public List<long> Read(string sql, params IReadOnlyList<long> values)
    {
        var command = Prepared(sql);
        Bind(command.Parameters, values);
        var found = new List<long>();
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            found.Add(reader.GetInt64(0));
        }

        return found;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var command in _prepared.Values)
        {
            await command.DisposeAsync();
        }

        if (_connection is not null)
        {
            await _connection.DisposeAsync();
        }

        _turn.Dispose();
    }

    private static void Bind(SqliteParameterCollection row, IReadOnlyList<long> values)
    {
        for (var i = 0; i < values.Count; i++)
        {
            row[i].Value = values[i];
        }
    }

    private static T Transact<T>(SqliteConnection connection, Func<T> write)
    {
        Run(connection, "BEGIN IMMEDIATE");
        try
        {
            var result = write();
            Run(connection, "COMMIT");
            return result;
        }
        finally
        {
            if (raw.sqlite3_get_autocommit(connection.Handle) == 0)
            {
                Run(connection, "ROLLBACK");
            }
        }
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private SqliteCommand Prepared(string sql)
    {
        if (_prepared.TryGetValue(sql, out var known))
        {
            return known;
        }

        var command = _connection!.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; sql.Contains($"@{i}", StringComparison.Ordinal); i++)
        {
            command.Parameters.Add(new SqliteParameter($"@{i}", value: null));
        }

        return _prepared[sql] = command;
    }
}
