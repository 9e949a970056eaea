using System.Data.Common;
using System.Text.Json;
using Trading.Contracts;
using Trading.PaperTrading.Live;
using Trading.ServiceDefaults.Databases;
using Trading.ServiceDefaults.Json;

namespace Trading.PaperTrading.Storage;

/// <summary>Strategy definitions.</summary>
internal sealed class StrategyTable(DatabaseFactory databases)
{
    private const string Columns = "id, name, kind, venue, symbols, interval, parameters, cash, state, promoted, created_at, fault";

    /// <summary>Tables with rows of a strategy.</summary>
    private static readonly string[] Owned =
        ["live_orders", "live_positions", "equity", "trades", "intents", "checkpoints", "positions", "accounts"];

    private Database Database => databases.For(PaperSchema.Name);

    public async Task<IReadOnlyList<StrategyDefinition>> ListAsync(string venue, CancellationToken cancellationToken)
    {
        using var timer = Database.Time("paper.strategies.list");
        await using var connection = await Database.OpenAsync(cancellationToken);
        return await connection.Command($"SELECT {Columns} FROM strategies WHERE venue = @venue ORDER BY created_at, id", ("venue", venue))
            .ReadAsync(Read, cancellationToken);
    }

    /// <summary>Adds a strategy with its account; false when the id is taken.</summary>
    public async Task<bool> AddAsync(StrategyDefinition strategy, CancellationToken cancellationToken)
    {
        using var timer = Database.Time("paper.strategies.add");
        await using var connection = await Database.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var added = await transaction.ExecuteAsync(
            connection.Command(
                $"INSERT INTO strategies ({Columns}) VALUES "
                + "(@id, @name, @kind, @venue, @symbols, @interval, @parameters, @cash, @state, @promoted, @created, @fault) ON CONFLICT (id) DO NOTHING",
                ("id", strategy.Id),
                ("name", strategy.Name),
                ("kind", strategy.Kind),
                ("venue", strategy.Venue),
                ("symbols", string.Join(',', strategy.Symbols)),
                ("interval", strategy.Interval.Code),
                ("parameters", JsonSerializer.Serialize(strategy.Parameters, ProductJson.Options)),
                ("cash", strategy.Cash),
                ("state", (short)strategy.State),
                ("promoted", strategy.Promoted),
                ("created", strategy.CreatedAt),
                ("fault", null)),
            cancellationToken);
        if (added == 0)
        {
            return false;
        }

        await transaction.ExecuteAsync(
            connection.Command(
                "INSERT INTO accounts (strategy_id, initial_cash, cash, fees, peak_equity, max_drawdown) VALUES (@id, @cash, @cash, @zero, @cash, @zero)",
                ("id", strategy.Id),
                ("cash", strategy.Cash),
                ("zero", 0m)),
            cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Stores what may change of a strategy: its state, its promotion, its symbols and its fault.</summary>
    public async Task UpdateAsync(StrategyDefinition strategy, CancellationToken cancellationToken)
    {
        using var timer = Database.Time("paper.strategies.update");
        await using var connection = await Database.OpenAsync(cancellationToken);
        await using var command = connection.Command(
            "UPDATE strategies SET state = @state, promoted = @promoted, symbols = @symbols, fault = @fault WHERE id = @id",
            ("state", (short)strategy.State),
            ("promoted", strategy.Promoted),
            ("symbols", string.Join(',', strategy.Symbols)),
            ("fault", strategy.Fault is null ? null : JsonSerializer.Serialize(strategy.Fault, ProductJson.Options)),
            ("id", strategy.Id));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Deletes a strategy with all that belongs to it.</summary>
    public async Task DeleteAsync(string id, CancellationToken cancellationToken)
    {
        using var timer = Database.Time("paper.strategies.delete");
        await using var connection = await Database.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await transaction.ExecuteAsync(
            connection.Command(
                "DELETE FROM live_fills WHERE client_order_id IN (SELECT client_order_id FROM live_orders WHERE strategy_id = @id)",
                ("id", id)),
            cancellationToken);
        foreach (var table in Owned)
        {
            await transaction.ExecuteAsync(
                connection.Command($"DELETE FROM {table} WHERE strategy_id = @id", ("id", id)), cancellationToken);
        }

        await transaction.ExecuteAsync(connection.Command("DELETE FROM strategies WHERE id = @id", ("id", id)), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static StrategyDefinition Read(DbDataReader row) => new(
        row.GetString(0),
        row.GetString(1),
        row.GetString(2),
        row.GetString(3),
        row.GetString(4).Split(','),
        BarInterval.Parse(row.GetString(5)),
        JsonSerializer.Deserialize<Dictionary<string, decimal>>(row.GetString(6), ProductJson.Options)!,
        row.GetDecimal(7),
        (StrategyState)row.GetInt16(8),
        row.GetBoolean(9),
        row.Utc(10),
        row.Text(11) is { } fault ? JsonSerializer.Deserialize<StrategyFault>(fault, ProductJson.Options) : null);
}
