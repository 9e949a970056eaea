using Trading.PaperTrading.Domain;
using Trading.ServiceDefaults.Databases;

namespace Trading.PaperTrading.Storage;

/// <summary>The equity curves.</summary>
internal sealed class EquityTable(DatabaseFactory databases)
{
    private Database Database => databases.For(PaperSchema.Name);

    /// <summary>Adds a point and stores the marks and the drawdown that it was valued with.</summary>
    public async Task AddAsync(string strategyId, EquityPoint point, AccountState account, IEnumerable<Position> positions, CancellationToken cancellationToken)
    {
        using var timer = Database.Time("paper.equity.add");
        await using var connection = await Database.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await transaction.ExecuteAsync(
            connection.Command(
                "INSERT INTO equity (strategy_id, valued_at, equity, cash, drawdown) VALUES (@id, @time, @equity, @cash, @drawdown) "
                + "ON CONFLICT (strategy_id, valued_at) DO NOTHING",
                ("id", strategyId), ("time", point.Time), ("equity", point.Equity), ("cash", point.Cash), ("drawdown", point.Drawdown)),
            cancellationToken);
        await transaction.ExecuteAsync(
            connection.Command(
                "UPDATE accounts SET peak_equity = @peak, max_drawdown = @drawdown WHERE strategy_id = @id",
                ("peak", account.PeakEquity), ("drawdown", account.MaxDrawdown), ("id", strategyId)),
            cancellationToken);
        foreach (var position in positions)
        {
            await transaction.ExecuteAsync(
                connection.Command(
                    "UPDATE positions SET mark = @mark WHERE strategy_id = @id AND symbol = @symbol",
                    ("mark", position.Mark), ("id", strategyId), ("symbol", position.Symbol)),
                cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>The newest points, oldest first.</summary>
    public async Task<IReadOnlyList<EquityPoint>> ListAsync(string strategyId, int limit, DateTime? before, CancellationToken cancellationToken)
    {
        using var timer = Database.Time("paper.equity.list");
        await using var connection = await Database.OpenAsync(cancellationToken);
        var points = await connection.Command(
            $"""
            SELECT valued_at, equity, cash, drawdown FROM equity WHERE strategy_id = @id {(before is null ? "" : "AND valued_at < @before")}
            ORDER BY valued_at DESC LIMIT @limit
            """,
            ("id", strategyId), ("limit", limit), ("before", before ?? DateTime.UnixEpoch))
            .ReadAsync(row => new EquityPoint(row.Utc(0), row.GetDecimal(1), row.GetDecimal(2), row.GetDecimal(3)), cancellationToken);
        points.Reverse();
        return points;
    }
}
