using Microsoft.Data.Sqlite;
using SQLitePCL;
using Trading.Contracts;
using Trading.ServiceDefaults.Databases;

namespace Trading.MarketStore.Bulk;

/// <summary>
/// One connection with prepared statements, one transaction at a time: SQLite has a single writer anyway, and taking turns here is
/// cheaper than waiting for its lock.
/// </summary>
internal sealed class SqliteBulk(Database database) : IBulkWriter, IAsyncDisposable
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
            _connection ??= (SqliteConnection)await database.OpenAsync(cancellationToken);
            return Transact(_connection, write);
        }
        finally
        {
            _turn.Release();
        }
    }

    public Task<int> WriteAsync<T>(
        FactTable<T> table, InstrumentId instrument, IReadOnlyList<T> rows, CancellationToken cancellationToken) =>
        TransactAsync(() => Insert(table, instrument, rows), cancellationToken);

    /// <summary>Row by row through a prepared statement; returns how many were added or changed. Inside a transaction only.</summary>
    public int Insert<T>(FactTable<T> table, InstrumentId instrument, IReadOnlyList<T> rows)
    {
        var command = Prepared(table.InsertRow);
        var cells = command.Parameters;
        (cells[0].Value, cells[1].Value) = (instrument.Venue, instrument.Symbol);
        var changed = 0;
        for (var i = 0; i < rows.Count; i++)
        {
            var row = rows[i];
            for (var column = 0; column < table.Columns.Count; column++)
            {
                cells[column + 2].Value = table.Columns[column].Stored(in row);
            }

            changed += command.ExecuteNonQuery();
        }

        return changed;
    }

    /// <summary>Runs a statement and returns how many rows it changed. Inside a transaction only.</summary>
    public int Execute(string sql, params IReadOnlyList<long> values) => Bound(sql, values).ExecuteNonQuery();

    /// <summary>The first column of a query. Inside a transaction only.</summary>
    public List<long> Read(string sql, params IReadOnlyList<long> values)
    {
        var found = new List<long>();
        using var reader = Bound(sql, values).ExecuteReader();
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

    private SqliteCommand Bound(string sql, IReadOnlyList<long> values)
    {
        var command = Prepared(sql);
        for (var i = 0; i < values.Count; i++)
        {
            command.Parameters[i].Value = values[i];
        }

        return command;
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
