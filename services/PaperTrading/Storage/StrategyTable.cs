using Trading.Backtesting.Engine;
using Trading.Contracts;
using Trading.PaperTrading.Domain;
using Trading.ServiceDefaults.Databases;

namespace Trading.PaperTrading.Storage;

/// <summary>Strategy definitions.</summary>
internal sealed class StrategyTable(DatabaseFactory databases)
{
    private const string Columns =
        "id, name, kind, venue, symbols, interval, parameters, cash, state, promoted, created_at, fault, protections";

    /// <summary>Tables with rows of a strategy.</summary>
    private static readonly string[] Owned =
        ["live_orders", "engines", "live_positions", "equity", "trades", "intents", "checkpoints", "positions", "accounts"];

    private Database Database => databases.For(PaperSchema.Name);

    public async Task<IReadOnlyList<StrategyDefinition>> ListAsync(string venue, string? alias, CancellationToken cancellationToken)
    {
        await using var session = await Database.SessionAsync("paper.strategies.list", cancellationToken);
        return await session.QueryAsync(
            new(
                $"SELECT {Columns} FROM strategies WHERE venue = @venue OR venue = @alias ORDER BY created_at, id", ("venue", venue),
                ("alias", alias ?? venue)),
            Read,
            cancellationToken);
    }

    /// <summary>Adds a strategy with its account; false when the id is taken.</summary>
    public async Task<bool> AddAsync(StrategyDefinition strategy, CancellationToken cancellationToken)
    {
        await using var session = await Database.TransactionAsync("paper.strategies.add", cancellationToken);
        var added = await session.ExecuteAsync(
            new(
                $"INSERT INTO strategies ({Columns}) VALUES "
                + "(@id, @name, @kind, @venue, @symbols, @interval, @parameters, @cash, @state, @promoted, @created, @fault, @protections) "
                + "ON CONFLICT (id) DO NOTHING",
                ("id", strategy.Id), ("name", strategy.Name), ("kind", strategy.Kind), ("venue", strategy.Venue),
                ("symbols", string.Join(',', strategy.Symbols)), ("interval", strategy.Interval.Code),
                ("parameters", StoredValue.Json(strategy.Parameters)), ("cash", strategy.Cash),
                ("state", (short)strategy.State), ("promoted", strategy.Promoted), ("created", strategy.CreatedAt), ("fault", null),
                ("protections", StoredValue.Json(strategy.Protections))),
            cancellationToken);
        if (added == 0)
        {
            return false;
        }

        await session.ExecuteAsync(
            new(
                "INSERT INTO accounts (strategy_id, initial_cash, cash, fees, peak_equity, max_drawdown) VALUES (@id, @cash, @cash, "
                    + "@zero, @cash, @zero)",
                ("id", strategy.Id), ("cash", strategy.Cash), ("zero", 0m)),
            cancellationToken);
        await session.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Stores what may change of a strategy: its state, its promotion, its symbols and its fault.</summary>
    public async Task UpdateAsync(StrategyDefinition strategy, CancellationToken cancellationToken)
    {
        await using var session = await Database.SessionAsync("paper.strategies.update", cancellationToken);
        await session.ExecuteAsync(
            new(
                "UPDATE strategies SET state = @state, promoted = @promoted, symbols = @symbols, fault = @fault WHERE id = @id",
                ("state", (short)strategy.State), ("promoted", strategy.Promoted), ("symbols", string.Join(',', strategy.Symbols)),
                ("fault", strategy.Fault is null ? null : StoredValue.Json(strategy.Fault)),
                ("id", strategy.Id)),
            cancellationToken);
    }

    /// <summary>Deletes a strategy with all that belongs to it.</summary>
    public async Task DeleteAsync(string id, CancellationToken cancellationToken)
    {
        await using var session = await Database.TransactionAsync("paper.strategies.delete", cancellationToken);
        await session.ExecuteAsync(
            new(
                "DELETE FROM live_fills WHERE client_order_id IN (SELECT client_order_id FROM live_orders WHERE strategy_id = @id)",
                ("id", id)),
            cancellationToken);
        foreach (var table in Owned)
        {
            await session.ExecuteAsync(new($"DELETE FROM {table} WHERE strategy_id = @id", ("id", id)), cancellationToken);
        }

        await session.ExecuteAsync(new("DELETE FROM strategies WHERE id = @id", ("id", id)), cancellationToken);
        await session.CommitAsync(cancellationToken);
    }

    private static StrategyDefinition Read(SqlRow row) => new(
        row.Text(0),
        row.Text(1),
        row.Text(2),
        row.Text(3),
        row.Text(4).Split(','),
        BarInterval.Parse(row.Text(5)),
        row.Json<Dictionary<string, decimal>>(6),
        row.Decimal(7),
        (StrategyState)row.Int32(8),
        row.Boolean(9),
        row.Time(10),
        row.JsonOrNull<StrategyFault>(11),
        row.JsonOrNull<Protections>(12) ?? Protections.None);
}
