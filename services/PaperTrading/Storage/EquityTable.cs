using Trading.Accounting;
using Trading.Backtesting.Statistics;
using Trading.ServiceDefaults.Databases;

namespace Trading.PaperTrading.Storage;

/// <summary>The equity curves.</summary>
internal sealed class EquityTable(DatabaseFactory databases)
{
    private Database Database => databases.For(PaperSchema.Name);

    /// <summary>Adds a point and stores the marks and the drawdown that it was valued with.</summary>
    public async Task AddAsync(
        string strategyId, EquityPoint point, AccountState account, IEnumerable<Position> positions, CancellationToken cancellationToken)
    {
        await using var session = await Database.TransactionAsync("paper.equity.add", cancellationToken);
        await session.ExecuteAsync(
            new(
                "INSERT INTO equity (strategy_id, valued_at, equity, cash, drawdown) VALUES (@id, @time, @equity, @cash, @drawdown) "
                + "ON CONFLICT (strategy_id, valued_at) DO NOTHING",
                ("id", strategyId), ("time", point.Time), ("equity", point.Equity), ("cash", point.Cash), ("drawdown", point.Drawdown)),
            cancellationToken);
        await session.ExecuteAsync(
            new(
                "UPDATE accounts SET peak_equity = @peak, max_drawdown = @drawdown WHERE strategy_id = @id",
                ("peak", account.PeakEquity), ("drawdown", account.MaxDrawdown), ("id", strategyId)),
            cancellationToken);
        foreach (var position in positions)
        {
            await session.ExecuteAsync(
                new(
                    "UPDATE positions SET mark = @mark WHERE strategy_id = @id AND symbol = @symbol",
                    ("mark", position.Mark), ("id", strategyId), ("symbol", position.Symbol)),
                cancellationToken);
        }

        await session.CommitAsync(cancellationToken);
    }

    /// <summary>The newest points, oldest first.</summary>
    public async Task<IReadOnlyList<EquityPoint>> ListAsync(
        string strategyId, int limit, DateTime? before, CancellationToken cancellationToken)
    {
        await using var session = await Database.SessionAsync("paper.equity.list", cancellationToken);
        var points = await session.QueryAsync(
            new Sql("SELECT valued_at, equity, cash, drawdown FROM equity WHERE strategy_id = @id", ("id", strategyId))
                .And("valued_at < @before", "before", before).Add(" ORDER BY valued_at DESC").Limit(limit),
            row => new EquityPoint(row.Time(0), row.Decimal(1), row.Decimal(2), row.Decimal(3)),
            cancellationToken);
        points.Reverse();
        return points;
    }
}
