using Trading.OrderExecution.Domain;
using Trading.ServiceDefaults.Databases;

namespace Trading.OrderExecution.Storage;

/// <summary>SQL of the table <c>positions</c>, within a session of the caller.</summary>
internal static class PositionRows
{
    private const string Columns = "account, venue, symbol, quantity, average_entry_price, realized_pnl, version, updated_at";

    public static Task<List<Position>> AllAsync(SqlSession session, CancellationToken cancellationToken) =>
        session.QueryAsync(new($"SELECT {Columns} FROM positions ORDER BY account, symbol"), Read, cancellationToken);

    /// <summary>The position, locked until the session's transaction ends; flat when there is no row yet.</summary>
    public static async Task<Position> LockAsync(
        SqlSession session, string account, string venue, string symbol, CancellationToken cancellationToken)
    {
        // The row must exist to be locked: two first fills at once must not both start from flat.
        var flat = Position.Flat(account, venue, symbol);
        await session.ExecuteAsync(
            new(
                $"INSERT INTO positions ({Columns}) VALUES (@account, @venue, @symbol, @quantity, @entry, @realized, @version, "
                    + "@updatedAt) ON CONFLICT DO NOTHING",
                Values(flat)),
            cancellationToken);
        return (await session.FirstAsync(
            new(
                $"SELECT {Columns} FROM positions WHERE account = @account AND venue = @venue AND symbol = @symbol{session.RowLock}",
                ("account", account), ("venue", venue), ("symbol", symbol)),
            Read,
            cancellationToken))!;
    }

    public static Task UpdateAsync(SqlSession session, Position position, CancellationToken cancellationToken) => session.ExecuteAsync(
        new(
            "UPDATE positions SET quantity = @quantity, average_entry_price = @entry, realized_pnl = @realized, "
            + "version = @version, updated_at = @updatedAt WHERE account = @account AND venue = @venue AND symbol = @symbol",
            Values(position)),
        cancellationToken);

    private static (string Name, object? Value)[] Values(Position position) =>
    [
        ("account", position.Account), ("venue", position.Venue), ("symbol", position.Symbol), ("quantity", position.Quantity),
        ("entry", position.AverageEntryPrice), ("realized", position.RealizedPnl), ("version", position.Version),
        ("updatedAt", position.UpdatedAt),
    ];

    private static Position Read(SqlRow row) => new(
        row.Text(0), row.Text(1), row.Text(2), Decimals.Plain(row.Decimal(3)), Decimals.Plain(row.Decimal(4)),
        Decimals.Plain(row.Decimal(5)), row.Int64(6), row.Time(7));
}
