using Trading.ServiceDefaults.Databases;

namespace Trading.OrderExecution.Storage;

/// <summary>Hands out committed messages in the order of their commit per order, and forgets them once they are published.</summary>
internal sealed class Outbox(DatabaseFactory databases)
{
    // Any number that no other lock of the schema uses.
    private const long LockKey = 7_204_001;

    private readonly Database _database = databases.For(OrdersSchema.Name);

    /// <summary>
    /// Publishes up to <paramref name="limit"/> messages by <paramref name="publish"/> and deletes what it published. In
    /// PostgreSQL one process at a time holds the turn, so the order holds with several instances too. A crash between publish
    /// and commit publishes again: at least once.
    /// </summary>
    /// <returns>How many were published; null while another process has the turn.</returns>
    public async Task<int?> DrainAsync(int limit, Func<OutboxRow, Task> publish, CancellationToken cancellationToken)
    {
        return _database.Provider == DatabaseProvider.Postgres
            ? await DrainPostgresAsync(limit, publish, cancellationToken)
            : await DrainSqliteAsync(limit, publish, cancellationToken);
    }

    /// <summary>Number of waiting messages and the time of the oldest.</summary>
    public async Task<(long Pending, DateTime? Oldest)> BacklogAsync(CancellationToken cancellationToken)
    {
        using var timer = _database.Time("outbox.backlog");
        await using var session = await StoreSession.OpenAsync(_database, cancellationToken);
        var rows = await session.QueryAsync(
            "SELECT count(*), min(created_at) FROM outbox",
            row => (row.GetInt64(0), row.IsDBNull(1) ? (DateTime?)null : StoredText.Utc(row, 1)),
            cancellationToken);
        return rows[0];
    }

    private async Task<int?> DrainPostgresAsync(int limit, Func<OutboxRow, Task> publish, CancellationToken cancellationToken)
    {
        await using var session = await StoreSession.BeginAsync(_database, cancellationToken);
        var turn = await session.QueryAsync("SELECT pg_try_advisory_xact_lock(@key)", row => row.GetBoolean(0), cancellationToken, ("key", LockKey));
        if (!turn[0])
        {
            return null;
        }

        var rows = await ReadAsync(session, limit, cancellationToken);
        foreach (var row in rows)
        {
            await publish(row);
        }

        await DeleteAsync(session, rows, cancellationToken);
        await session.CommitAsync(cancellationToken);
        return rows.Count;
    }

    // An open transaction would hold up every writer of the file while the bus is slow; a file has one process anyway.
    private async Task<int?> DrainSqliteAsync(int limit, Func<OutboxRow, Task> publish, CancellationToken cancellationToken)
    {
        await using var session = await StoreSession.OpenAsync(_database, cancellationToken);
        var rows = await ReadAsync(session, limit, cancellationToken);
        foreach (var row in rows)
        {
            await publish(row);
        }

        await DeleteAsync(session, rows, cancellationToken);
        return rows.Count;
    }

    // Reading and deleting are timed one by one: what lies between is the bus's time.
    private async Task<List<OutboxRow>> ReadAsync(StoreSession session, int limit, CancellationToken cancellationToken)
    {
        using var timer = _database.Time("outbox.read");
        return await session.QueryAsync(
            "SELECT sequence, message_id, type, payload, traceparent, created_at FROM outbox ORDER BY sequence LIMIT @limit",
            row => new OutboxRow(
                row.GetInt64(0), row.GetGuid(1), row.GetString(2), row.GetString(3), StoredText.TextOrNull(row, 4), StoredText.Utc(row, 5)),
            cancellationToken,
            ("limit", limit));
    }

    // Not "up to the last one": a transaction that took a smaller number may commit later.
    private async Task DeleteAsync(StoreSession session, List<OutboxRow> rows, CancellationToken cancellationToken)
    {
        if (rows.Count > 0)
        {
            using var timer = _database.Time("outbox.delete");
            await session.ExecuteAsync(
                $"DELETE FROM outbox WHERE sequence IN ({string.Join(',', rows.Select(row => row.Sequence))})",
                cancellationToken);
        }
    }
}
