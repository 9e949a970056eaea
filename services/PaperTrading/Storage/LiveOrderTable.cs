using Trading.Contracts;
using Trading.PaperTrading.Domain;
using Trading.ServiceDefaults.Databases;

namespace Trading.PaperTrading.Storage;

/// <summary>Promoted orders and what order execution reported about them.</summary>
internal sealed class LiveOrderTable(DatabaseFactory databases)
{
    private const string Columns =
        "client_order_id, symbol, side, quantity, status, filled_quantity, average_price, reason, submitted_at, trace_id, reduce_only";

    private Database Database => databases.For(PaperSchema.Name);

    /// <summary>Newest first.</summary>
    public async Task<IReadOnlyList<LiveOrder>> ListAsync(string strategyId, int limit, CancellationToken cancellationToken)
    {
        await using var session = await Database.SessionAsync("paper.live-orders.list", cancellationToken);
        return await session.QueryAsync(
            new(
                $"SELECT {Columns} FROM live_orders WHERE strategy_id = @id ORDER BY submitted_at DESC, client_order_id LIMIT @limit",
                ("id", strategyId), ("limit", limit)),
            Read,
            cancellationToken);
    }

    /// <summary>The order of this id with its strategy; null when it is none of ours.</summary>
    public async Task<(string StrategyId, LiveOrder Order)?> FindAsync(string clientOrderId, CancellationToken cancellationToken)
    {
        await using var session = await Database.SessionAsync("paper.live-orders.find", cancellationToken);
        return await session.FirstAsync(
            new($"SELECT {Columns}, strategy_id FROM live_orders WHERE client_order_id = @id", ("id", clientOrderId)),
            row => ((string, LiveOrder)?)(row.Text(11), Read(row)),
            cancellationToken);
    }

    /// <summary>Orders that may still fill, oldest first; of one strategy, or of all.</summary>
    public async Task<IReadOnlyList<(string StrategyId, LiveOrder Order)>> OpenAsync(
        string? strategyId, CancellationToken cancellationToken)
    {
        await using var session = await Database.SessionAsync("paper.live-orders.open", cancellationToken);
        return await session.QueryAsync(
            new(
                $"SELECT {Columns}, strategy_id FROM live_orders WHERE status NOT IN (3, 5, 6, 7, 8) AND (@id = '' OR strategy_id = @id) "
                + "ORDER BY submitted_at, client_order_id",
                ("id", strategyId ?? string.Empty)),
            row => (row.Text(11), Read(row)),
            cancellationToken);
    }

    public async Task<long> CountAsync(string strategyId, CancellationToken cancellationToken)
    {
        await using var session = await Database.SessionAsync("paper.live-orders.count", cancellationToken);
        return await session.FirstAsync(
            new("SELECT count(*) FROM live_orders WHERE strategy_id = @id", ("id", strategyId)), row => row.Int64(0), cancellationToken);
    }

    /// <summary>Stores an order's new state, the fill that led to it if it is new, and the strategy's live position.</summary>
    public async Task UpdateAsync(
        string strategyId, LiveOrder order, LivePosition live, OrderFilled? fill, CancellationToken cancellationToken)
    {
        await using var session = await Database.TransactionAsync("paper.live-orders.update", cancellationToken);
        await session.ExecuteAsync(
            new(
                "UPDATE live_orders SET status = @status, filled_quantity = @filled, average_price = @price, reason = @reason WHERE "
                    + "client_order_id = @id",
                ("status", (short)order.Status), ("filled", order.FilledQuantity), ("price", order.AveragePrice), ("reason", order.Reason),
                ("id", order.ClientOrderId)),
            cancellationToken);
        await session.ExecuteAsync(SetPosition(strategyId, live), cancellationToken);
        if (fill is not null)
        {
            await session.ExecuteAsync(
                new(
                    "INSERT INTO live_fills (client_order_id, fill_id, price, quantity, fee, fee_asset, filled_at) "
                    + "VALUES (@order, @fill, @price, @quantity, @fee, @asset, @time) ON CONFLICT (client_order_id, fill_id) DO NOTHING",
                    ("order", fill.ClientOrderId), ("fill", fill.FillId), ("price", fill.Price), ("quantity", fill.Quantity),
                    ("fee", fill.Fee), ("asset", fill.FeeAsset), ("time", fill.FilledAt)),
                cancellationToken);
        }

        await session.CommitAsync(cancellationToken);
    }

    /// <summary>Quantity and price of every fill of an order but one.</summary>
    public async Task<IReadOnlyList<(decimal Quantity, decimal Price)>> OtherFillsAsync(
        OrderFilled fill, CancellationToken cancellationToken)
    {
        await using var session = await Database.SessionAsync("paper.live-fills.list", cancellationToken);
        return await session.QueryAsync(
            new(
                "SELECT quantity, price FROM live_fills WHERE client_order_id = @id AND fill_id <> @fill",
                ("id", fill.ClientOrderId), ("fill", fill.FillId)),
            row => (row.Decimal(0), row.Decimal(1)),
            cancellationToken);
    }

    internal static Sql Insert(string strategyId, LiveOrder order) => new(
        $"INSERT INTO live_orders ({Columns}, strategy_id) VALUES (@id, @symbol, @side, @quantity, @status, @filled, @price, @reason, @time, @trace, @reduce, @strategy) "
        + "ON CONFLICT (client_order_id) DO NOTHING",
        ("id", order.ClientOrderId), ("symbol", order.Symbol), ("side", (short)order.Side), ("quantity", order.Quantity),
        ("status", (short)order.Status), ("filled", order.FilledQuantity), ("price", order.AveragePrice), ("reason", order.Reason),
        ("time", order.SubmittedAt), ("trace", order.TraceId), ("reduce", order.ReduceOnly), ("strategy", strategyId));

    internal static Sql SetPosition(string strategyId, LivePosition live) => new(
        "INSERT INTO live_positions (strategy_id, symbol, expected_quantity, filled_quantity, drift_since) "
        + "VALUES (@strategy, @symbol, @expected, @filled, @since) ON CONFLICT (strategy_id, symbol) DO UPDATE SET "
        + "expected_quantity = excluded.expected_quantity, filled_quantity = excluded.filled_quantity, drift_since = excluded.drift_since",
        ("strategy", strategyId), ("symbol", live.Symbol), ("expected", live.Expected), ("filled", live.Filled),
        ("since", live.DriftSince));

    private static LiveOrder Read(SqlRow row) => new(
        row.Text(0), row.Text(1), (Side)row.Int32(2), row.Decimal(3), (OrderStatus)row.Int32(4), row.Decimal(5),
        row.Decimal(6), row.TextOrNull(7), row.Time(8), row.TextOrNull(9), row.Boolean(10));
}
