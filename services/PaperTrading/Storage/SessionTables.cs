using Trading.Contracts;
using Trading.PaperTrading.Domain;
using Trading.ServiceDefaults.Databases;

namespace Trading.PaperTrading.Storage;

/// <summary>The running state of strategies: account, positions, waiting intents, checkpoints.</summary>
internal sealed class SessionTables(DatabaseFactory databases)
{
    private Database Database => databases.For(PaperSchema.Name);

    public async Task<StoredSession> LoadAsync(string strategyId, CancellationToken cancellationToken)
    {
        await using var session = await Database.SessionAsync("paper.session.load", cancellationToken);
        var id = ("id", (object?)strategyId);
        var account = await session.FirstAsync(
            new("SELECT initial_cash, cash, fees, peak_equity, max_drawdown FROM accounts WHERE strategy_id = @id", id),
            row => new AccountState(row.Decimal(0), row.Decimal(1), row.Decimal(2), row.Decimal(3), row.Decimal(4)),
            cancellationToken);
        var positions = await session.QueryAsync(
            new("SELECT symbol, quantity, cost, realized_pnl, mark FROM positions WHERE strategy_id = @id", id),
            row => new Position(row.Text(0), row.Decimal(1), row.Decimal(2), row.Decimal(3), row.Decimal(4)),
            cancellationToken);
        var intents = await session.QueryAsync(
            new(
                "SELECT id, symbol, side, quantity, decision_price, bar_open_time, due_at, trace_id FROM intents WHERE strategy_id = @id",
                id),
            ReadIntent,
            cancellationToken);
        var checkpoints = await session.QueryAsync(
            new("SELECT symbol, open_time FROM checkpoints WHERE strategy_id = @id", id),
            row => (row.Text(0), row.Time(1)),
            cancellationToken);
        var live = await session.QueryAsync(
            new("SELECT symbol, expected_quantity, filled_quantity, drift_since FROM live_positions WHERE strategy_id = @id", id),
            row => new LivePosition(row.Text(0), row.Decimal(1), row.Decimal(2), row.TimeOrNull(3)),
            cancellationToken);
        return new StoredSession(account!, positions, intents, checkpoints, live);
    }

    public async Task SaveAsync(SessionChange change, CancellationToken cancellationToken)
    {
        await using var session = await Database.TransactionAsync("paper.session.save", cancellationToken);
        foreach (var command in Commands(change))
        {
            await session.ExecuteAsync(command, cancellationToken);
        }

        await session.CommitAsync(cancellationToken);
    }

    private static IEnumerable<Sql> Commands(SessionChange change)
    {
        var strategy = ("strategy", (object?)change.StrategyId);
        if (change.Checkpoint is var (symbol, openTime, revision))
        {
            yield return new Sql(
                "INSERT INTO checkpoints (strategy_id, symbol, open_time, revision) VALUES (@strategy, @symbol, @time, @revision) "
                + "ON CONFLICT (strategy_id, symbol) DO UPDATE SET open_time = excluded.open_time, revision = excluded.revision",
                strategy, ("symbol", symbol), ("time", openTime), ("revision", revision));
        }

        if (change.Intent is { } intent)
        {
            yield return new Sql(
                "INSERT INTO intents (id, strategy_id, symbol, side, quantity, decision_price, bar_open_time, due_at, trace_id) "
                + "VALUES (@id, @strategy, @symbol, @side, @quantity, @price, @bar, @due, @trace) ON CONFLICT (id) DO NOTHING",
                strategy, ("id", intent.Id), ("symbol", intent.Symbol), ("side", (short)intent.Side), ("quantity", intent.Quantity),
                ("price", intent.DecisionPrice), ("bar", intent.BarOpenTime), ("due", intent.DueAt), ("trace", intent.TraceId));
        }

        if (change.Order is { } order)
        {
            yield return LiveOrderTable.Insert(change.StrategyId, order);
        }

        if (change.Live is { } live)
        {
            yield return LiveOrderTable.SetPosition(change.StrategyId, live);
        }

        foreach (var settled in change.SettledIntents)
        {
            yield return new Sql("DELETE FROM intents WHERE id = @id", ("id", settled));
        }

        foreach (var trade in change.Trades)
        {
            yield return TradeTable.Insert(change.StrategyId, trade);
        }

        if (change.Position is { } position)
        {
            yield return new Sql(
                "INSERT INTO positions (strategy_id, symbol, quantity, cost, realized_pnl, mark) VALUES (@strategy, @symbol, @quantity, @cost, @pnl, @mark) "
                + "ON CONFLICT (strategy_id, symbol) DO UPDATE SET quantity = excluded.quantity, cost = excluded.cost, "
                + "realized_pnl = excluded.realized_pnl, mark = excluded.mark",
                strategy, ("symbol", position.Symbol), ("quantity", position.Quantity), ("cost", position.Cost),
                ("pnl", position.RealizedPnl), ("mark", position.Mark));
        }

        if (change.Account is { } account)
        {
            yield return new Sql(
                "UPDATE accounts SET cash = @cash, fees = @fees, peak_equity = @peak, max_drawdown = @drawdown WHERE strategy_id = "
                    + "@strategy",
                strategy, ("cash", account.Cash), ("fees", account.Fees), ("peak", account.PeakEquity), ("drawdown", account.MaxDrawdown));
        }
    }

    private static Intent ReadIntent(SqlRow row) => new(
        row.Text(0), row.Text(1), (Side)row.Int32(2), row.Decimal(3), row.Decimal(4), row.Time(5), row.Time(6), row.TextOrNull(7));
}
