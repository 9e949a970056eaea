using System.Data.Common;
using Trading.OrderExecution.Domain;

namespace Trading.OrderExecution.Storage;

/// <summary>SQL of the table <c>positions</c>, within a session of the caller.</summary>
internal static class PositionRows
{
    private const string Columns = "account, venue, symbol, quantity, average_entry_price, realized_pnl, version, updated_at";

    public static Task<List<Position>> AllAsync(StoreSession session, CancellationToken cancellationToken) =>
        session.QueryAsync($"SELECT {Columns} FROM positions ORDER BY account, symbol", Read, cancellationToken);

    /// <summary>The position, locked until the session's transaction ends; flat when there is no row yet.</summary>
    public static async Task<Position> LockAsync(StoreSession session, string account, string venue, string symbol, CancellationToken cancellationToken)
    {
        // The row must exist to be locked: two first fills at once must not both start from flat.
        var flat = Position.Flat(account, venue, symbol);
        await session.ExecuteAsync(
            $"INSERT INTO positions ({Columns}) VALUES (@account, @venue, @symbol, @quantity, @entry, @realized, @version, @updatedAt) ON CONFLICT DO NOTHING",
            cancellationToken,
            Values(flat));
        var rows = await session.QueryAsync(
            $"SELECT {Columns} FROM positions WHERE account = @account AND venue = @venue AND symbol = @symbol{session.RowLock}",
            Read,
            cancellationToken,
            ("account", account),
            ("venue", venue),
            ("symbol", symbol));
        return rows[0];
    }

    public static Task UpdateAsync(StoreSession session, Position position, CancellationToken cancellationToken) => session.ExecuteAsync(
        "UPDATE positions SET quantity = @quantity, average_entry_price = @entry, realized_pnl = @realized, version = @version, updated_at = @updatedAt "
        + "WHERE account = @account AND venue = @venue AND symbol = @symbol",
        cancellationToken,
        Values(position));

    private static (string Name, object? Value)[] Values(Position position) =>
    [
        ("account", position.Account), ("venue", position.Venue), ("symbol", position.Symbol), ("quantity", position.Quantity),
        ("entry", position.AverageEntryPrice), ("realized", position.RealizedPnl), ("version", position.Version), ("updatedAt", position.UpdatedAt),
    ];

    private static Position Read(DbDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetString(2), StoredText.Number(row, 3), StoredText.Number(row, 4), StoredText.Number(row, 5), row.GetInt64(6), StoredText.Utc(row, 7));
}
