using Trading.Accounting;
using Trading.Backtesting.Engine;
using Trading.Contracts;
using Trading.PaperTrading.Domain;
using Trading.ServiceDefaults.Databases;
using Trading.Strategies;

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
            new("SELECT initial_cash, cash, fees, peak_equity, max_drawdown, funding FROM accounts WHERE strategy_id = @id", id),
            row => new AccountState(row.Decimal(0), row.Decimal(1), row.Decimal(2), row.Decimal(3), row.Decimal(4), row.Decimal(5)),
            cancellationToken);
        var positions = await session.QueryAsync(
            new("SELECT symbol, quantity, cost, realized_pnl, mark, funded_at FROM positions WHERE strategy_id = @id", id),
            row => new Position(row.Text(0), row.Decimal(1), row.Decimal(2), row.Decimal(3), row.Decimal(4))
            {
                FundedAt = row.TimeOrNull(5) ?? default,
            },
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
        var engine = await session.FirstAsync(
            new("SELECT state FROM engines WHERE strategy_id = @id", id), row => row.Json<EngineState>(0), cancellationToken);
        return new StoredSession(account!, positions, engine ?? new EngineState(intents), engine is null, checkpoints, live);
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

        foreach (var order in change.Orders)
        {
            yield return LiveOrderTable.Insert(change.StrategyId, order);
        }

        foreach (var live in change.Live)
        {
            yield return LiveOrderTable.SetPosition(change.StrategyId, live);
        }

        foreach (var trade in change.Trades)
        {
            yield return TradeTable.Insert(change.StrategyId, trade);
        }

        foreach (var position in change.Positions)
        {
            yield return new Sql(
                "INSERT INTO positions (strategy_id, symbol, quantity, cost, realized_pnl, mark, funded_at) "
                + "VALUES (@strategy, @symbol, @quantity, @cost, @pnl, @mark, @funded) "
                + "ON CONFLICT (strategy_id, symbol) DO UPDATE SET quantity = excluded.quantity, cost = excluded.cost, "
                + "realized_pnl = excluded.realized_pnl, mark = excluded.mark, funded_at = excluded.funded_at",
                strategy, ("symbol", position.Symbol), ("quantity", position.Quantity), ("cost", position.Cost),
                ("pnl", position.RealizedPnl), ("mark", position.Mark),
                ("funded", position.FundedAt == default ? null : position.FundedAt));
        }

        if (change.Engine is { } engine)
        {
            yield return new Sql(
                "INSERT INTO engines (strategy_id, state) VALUES (@strategy, @state) "
                + "ON CONFLICT (strategy_id) DO UPDATE SET state = excluded.state",
                strategy, ("state", StoredValue.Json(engine)));
        }

        if (change.Account is { } account)
        {
            yield return new Sql(
                "UPDATE accounts SET cash = @cash, fees = @fees, funding = @funding, peak_equity = @peak, max_drawdown = @drawdown "
                + "WHERE strategy_id = @strategy",
                strategy, ("cash", account.Cash), ("fees", account.Fees), ("funding", account.Funding), ("peak", account.PeakEquity),
                ("drawdown", account.MaxDrawdown));
        }
    }

    // A decision that a version before 5 left waiting: a market order.
    private static WorkingOrder ReadIntent(SqlRow row) => new()
    {
        Id = row.Text(0),
        Symbol = row.Text(1),
        Side = (Side)row.Int32(2),
        Kind = OrderKind.Market,
        Quantity = row.Decimal(3),
        DecisionPrice = row.Decimal(4),
        DecidedAt = row.Time(6),
        ActiveAt = row.Time(6),
        TraceId = row.TextOrNull(7),
    };
}
