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
        // In SQLite an open transaction would hold up every writer of the file while the bus is slow; a file has one process anyway.
        var takesTurns = _database.Provider == DatabaseProvider.Postgres;
        await using var session = takesTurns
            ? await _database.TransactionAsync(operation: null, cancellationToken)
            : await _database.SessionAsync(operation: null, cancellationToken);
        if (takesTurns
            && !await session.FirstAsync(
                new("SELECT pg_try_advisory_xact_lock(@key)", ("key", LockKey)), row => row.Boolean(0), cancellationToken))
        {
            return null;
        }

        var rows = await ReadAsync(session, limit, cancellationToken);
        foreach (var row in rows)
        {
            await publish(row);
        }

        await DeleteAsync(session, rows, cancellationToken);
        if (takesTurns)
        {
            await session.CommitAsync(cancellationToken);
        }

        return rows.Count;
    }

    /// <summary>Number of waiting messages and the time of the oldest.</summary>
    public async Task<(long Pending, DateTime? Oldest)> BacklogAsync(CancellationToken cancellationToken)
    {
        await using var session = await _database.SessionAsync("outbox.backlog", cancellationToken);
        return await session.FirstAsync(
            new("SELECT count(*), min(created_at) FROM outbox"), row => (row.Int64(0), row.TimeOrNull(1)), cancellationToken);
    }

    // Reading and deleting are timed one by one: what lies between is the bus's time.
    private async Task<List<OutboxRow>> ReadAsync(SqlSession session, int limit, CancellationToken cancellationToken)
    {
        using var timer = _database.Time("outbox.read");
        return await session.QueryAsync(
            new(
                "SELECT sequence, message_id, type, payload, traceparent, created_at FROM outbox ORDER BY sequence LIMIT @limit",
                ("limit", limit)),
            row => new OutboxRow(row.Int64(0), row.Id(1), row.Text(2), row.Text(3), row.TextOrNull(4), row.Time(5)),
            cancellationToken);
    }

    // Not "up to the last one": a transaction that took a smaller number may commit later.
    private async Task DeleteAsync(SqlSession session, List<OutboxRow> rows, CancellationToken cancellationToken)
    {
        if (rows.Count > 0)
        {
            using var timer = _database.Time("outbox.delete");
            await session.ExecuteAsync(
                new($"DELETE FROM outbox WHERE sequence IN ({string.Join(',', rows.Select(row => row.Sequence))})"), cancellationToken);
        }
    }
}
