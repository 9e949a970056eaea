using System.Data.Common;
using System.Runtime.CompilerServices;
using Npgsql;

namespace Trading.ServiceDefaults.Databases;

/// <summary>
/// One connection, in a transaction if it was begun so, and the clock of its operation. Without <see cref="CommitAsync"/> a transaction is
/// rolled back. SQLite's transactions begin immediate and so take turns as wholes; in PostgreSQL a row is locked by <see cref="RowLock"/>.
/// </summary>
public sealed class SqlSession : IAsyncDisposable
{
    private readonly DbConnection _connection;
    private readonly DbTransaction? _transaction;
    private readonly QueryTimer _timer;
    private bool _isTimed;

    private SqlSession(DbConnection connection, DbTransaction? transaction, QueryTimer timer)
    {
        _connection = connection;
        _transaction = transaction;
        _timer = timer;
        _isTimed = true;
    }

    /// <summary>Ends a SELECT whose rows are locked until the transaction ends.</summary>
    public string RowLock => _connection is NpgsqlConnection ? " FOR UPDATE" : "";

    internal static async Task<SqlSession> OpenAsync(Database database, QueryTimer timer, bool begin, CancellationToken cancellationToken)
    {
        DbConnection? connection = null;
        try
        {
            connection = await database.OpenAsync(cancellationToken);
            var transaction = begin ? await connection.BeginTransactionAsync(cancellationToken) : null;
            return new SqlSession(connection, transaction, timer);
        }
        catch
        {
            await (connection?.DisposeAsync() ?? ValueTask.CompletedTask);
            timer.Dispose();
            throw;
        }
    }

    public Task CommitAsync(CancellationToken cancellationToken) =>
        _transaction?.CommitAsync(cancellationToken) ?? throw new InvalidOperationException("No transaction was begun.");

    public DbCommand Command(Sql sql)
    {
        var command = sql.Command(_connection);
        command.Transaction = _transaction;
        return command;
    }

    /// <summary>Returns how many rows were changed.</summary>
    public async Task<int> ExecuteAsync(Sql sql, CancellationToken cancellationToken)
    {
        await using var command = Command(sql);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task<List<T>> QueryAsync<T>(Sql sql, Func<SqlRow, T> read, CancellationToken cancellationToken)
    {
        var rows = new List<T>();
        await ForEachAsync(sql, row => rows.Add(read(row)), cancellationToken);
        return rows;
    }

    public async Task ForEachAsync(Sql sql, Action<SqlRow> read, CancellationToken cancellationToken)
    {
        await using var command = Command(sql);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            read(new SqlRow(reader));
        }
    }

    /// <summary>The first row; the default of <typeparamref name="T"/> when there is none.</summary>
    public async Task<T?> FirstAsync<T>(Sql sql, Func<SqlRow, T> read, CancellationToken cancellationToken)
    {
        await using var command = Command(sql);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? read(new SqlRow(reader)) : default;
    }

    /// <summary>Row by row. The operation counts as done when the first is there: what follows waits for the reader too.</summary>
    public async IAsyncEnumerable<T> StreamAsync<T>(
        Sql sql, Func<SqlRow, T> read, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var command = Command(sql);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            StopClock();
            yield return read(new SqlRow(reader));
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_transaction is not null)
        {
            await _transaction.DisposeAsync();
        }

        await _connection.DisposeAsync();
        StopClock();
    }

    private void StopClock()
    {
        if (_isTimed)
        {
            _isTimed = false;
            _timer.Dispose();
        }
    }
}
