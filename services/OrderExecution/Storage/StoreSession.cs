using System.Data.Common;
using Trading.ServiceDefaults.Databases;

namespace Trading.OrderExecution.Storage;

/// <summary>
/// One connection with its transaction, the same for both databases. Reads inside a transaction lock the row in PostgreSQL
/// (<see cref="RowLock"/>); SQLite's transactions begin immediate and so take turns as wholes.
/// </summary>
internal sealed class StoreSession : IAsyncDisposable
{
    private readonly DbConnection _connection;
    private readonly DbTransaction? _transaction;

    private StoreSession(DbConnection connection, DbTransaction? transaction, bool postgres)
    {
        _connection = connection;
        _transaction = transaction;
        IsPostgres = postgres;
    }

    public bool IsPostgres { get; }

    public string RowLock => IsPostgres ? " FOR UPDATE" : string.Empty;

    public static async Task<StoreSession> OpenAsync(Database database, CancellationToken cancellationToken) =>
        new(await database.OpenAsync(cancellationToken), null, database.Provider == DatabaseProvider.Postgres);

    public static async Task<StoreSession> BeginAsync(Database database, CancellationToken cancellationToken)
    {
        var connection = await database.OpenAsync(cancellationToken);
        try
        {
            var transaction = await connection.BeginTransactionAsync(cancellationToken);
            return new StoreSession(connection, transaction, database.Provider == DatabaseProvider.Postgres);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public Task CommitAsync(CancellationToken cancellationToken) =>
        _transaction?.CommitAsync(cancellationToken) ?? throw new InvalidOperationException("No transaction was begun.");

    public async Task<int> ExecuteAsync(string sql, CancellationToken cancellationToken, params (string Name, object? Value)[] parameters)
    {
        await using var command = Command(sql, parameters);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task<List<T>> QueryAsync<T>(
        string sql, Func<DbDataReader, T> read, CancellationToken cancellationToken, params (string Name, object? Value)[] parameters)
    {
        await using var command = Command(sql, parameters);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    public async ValueTask DisposeAsync()
    {
        if (_transaction is not null)
        {
            await _transaction.DisposeAsync();
        }

        await _connection.DisposeAsync();
    }

    private DbCommand Command(string sql, (string Name, object? Value)[] parameters)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = _transaction;
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value ?? DBNull.Value;
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
