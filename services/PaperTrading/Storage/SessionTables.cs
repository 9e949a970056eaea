using System.Data.Common;
using Trading.Contracts;
using Trading.PaperTrading.Domain;
using Trading.PaperTrading.Live;
using Trading.ServiceDefaults.Databases;

namespace Trading.PaperTrading.Storage;

/// <summary>The running state of strategies: account, positions, waiting intents, checkpoints.</summary>
internal sealed class SessionTables(DatabaseFactory databases)
{
    private Database Database => databases.For(PaperSchema.Name);

    public async Task<StoredSession> LoadAsync(string strategyId, CancellationToken cancellationToken)
    {
        using var timer = Database.Time("paper.session.load");
        await using var connection = await Database.OpenAsync(cancellationToken);
        var id = ("id", (object?)strategyId);
        var account = await connection.Command(
            "SELECT initial_cash, cash, fees, peak_equity, max_drawdown FROM accounts WHERE strategy_id = @id", id)
            .ReadAsync(row => new AccountState(row.GetDecimal(0), row.GetDecimal(1), row.GetDecimal(2), row.GetDecimal(3), row.GetDecimal(4)), cancellationToken);
        var positions = await connection.Command(
            "SELECT symbol, quantity, cost, realized_pnl, mark FROM positions WHERE strategy_id = @id", id)
            .ReadAsync(row => new Position(row.GetString(0), row.GetDecimal(1), row.GetDecimal(2), row.GetDecimal(3), row.GetDecimal(4)), cancellationToken);
        var intents = await connection.Command(
            "SELECT id, symbol, side, quantity, decision_price, bar_open_time, due_at, trace_id FROM intents WHERE strategy_id = @id", id)
            .ReadAsync(ReadIntent, cancellationToken);
        var checkpoints = await connection.Command("SELECT symbol, open_time FROM checkpoints WHERE strategy_id = @id", id)
            .ReadAsync(row => (row.GetString(0), row.Utc(1)), cancellationToken);
        var live = await connection.Command("SELECT symbol, expected_quantity, filled_quantity, drift_since FROM live_positions WHERE strategy_id = @id", id)
            .ReadAsync(row => new LivePosition(row.GetString(0), row.GetDecimal(1), row.GetDecimal(2), row.IsDBNull(3) ? null : row.Utc(3)), cancellationToken);
        return new StoredSession(account.Single(), positions, intents, checkpoints, live);
    }

    public async Task SaveAsync(SessionChange change, CancellationToken cancellationToken)
    {
        using var timer = Database.Time("paper.session.save");
        await using var connection = await Database.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        foreach (var command in Commands(connection, change))
        {
            await transaction.ExecuteAsync(command, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    private static IEnumerable<DbCommand> Commands(DbConnection connection, SessionChange change)
    {
        var strategy = ("strategy", (object?)change.StrategyId);
        if (change.Checkpoint is var (symbol, openTime, revision))
        {
            yield return connection.Command(
                "INSERT INTO checkpoints (strategy_id, symbol, open_time, revision) VALUES (@strategy, @symbol, @time, @revision) "
                + "ON CONFLICT (strategy_id, symbol) DO UPDATE SET open_time = excluded.open_time, revision = excluded.revision",
                strategy, ("symbol", symbol), ("time", openTime), ("revision", revision));
        }

        if (change.Intent is { } intent)
        {
            yield return connection.Command(
                "INSERT INTO intents (id, strategy_id, symbol, side, quantity, decision_price, bar_open_time, due_at, trace_id) "
                + "VALUES (@id, @strategy, @symbol, @side, @quantity, @price, @bar, @due, @trace) ON CONFLICT (id) DO NOTHING",
                strategy, ("id", intent.Id), ("symbol", intent.Symbol), ("side", (short)intent.Side), ("quantity", intent.Quantity),
                ("price", intent.DecisionPrice), ("bar", intent.BarOpenTime), ("due", intent.DueAt), ("trace", intent.TraceId));
        }

        if (change.Order is { } order)
        {
            yield return LiveOrderTable.Insert(connection, change.StrategyId, order);
        }

        if (change.Live is { } live)
        {
            yield return LiveOrderTable.SetPosition(connection, change.StrategyId, live);
        }

        foreach (var settled in change.SettledIntents)
        {
            yield return connection.Command("DELETE FROM intents WHERE id = @id", ("id", settled));
        }

        foreach (var trade in change.Trades)
        {
            yield return TradeTable.Insert(connection, change.StrategyId, trade);
        }

        if (change.Position is { } position)
        {
            yield return connection.Command(
                "INSERT INTO positions (strategy_id, symbol, quantity, cost, realized_pnl, mark) VALUES (@strategy, @symbol, @quantity, @cost, @pnl, @mark) "
                + "ON CONFLICT (strategy_id, symbol) DO UPDATE SET quantity = excluded.quantity, cost = excluded.cost, "
                + "realized_pnl = excluded.realized_pnl, mark = excluded.mark",
                strategy, ("symbol", position.Symbol), ("quantity", position.Quantity), ("cost", position.Cost),
                ("pnl", position.RealizedPnl), ("mark", position.Mark));
        }

        if (change.Account is { } account)
        {
            yield return connection.Command(
                "UPDATE accounts SET cash = @cash, fees = @fees, peak_equity = @peak, max_drawdown = @drawdown WHERE strategy_id = @strategy",
                strategy, ("cash", account.Cash), ("fees", account.Fees), ("peak", account.PeakEquity), ("drawdown", account.MaxDrawdown));
        }
    }

    private static Intent ReadIntent(DbDataReader row) => new(
        row.GetString(0), row.GetString(1), (Side)row.GetInt16(2), row.GetDecimal(3), row.GetDecimal(4), row.Utc(5), row.Utc(6), row.Text(7));
}
