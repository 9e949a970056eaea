using Trading.Contracts;
using Trading.OrderExecution.Domain;
using Trading.ServiceDefaults.Databases;

namespace Trading.OrderExecution.Storage;

/// <summary>Reads orders without locking them.</summary>
internal sealed class OrderQueries(DatabaseFactory databases)
{
    private readonly Database _database = databases.For(OrdersSchema.Name);

    public async Task<Order?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        await FirstAsync("id = @value", id, cancellationToken);

    public async Task<Order?> FindByClientOrderIdAsync(string clientOrderId, CancellationToken cancellationToken) =>
        await FirstAsync("client_order_id = @value", clientOrderId, cancellationToken);

    /// <summary>Newest first. <paramref name="before"/> is the cursor of the page before; the returned one leads on, null at the end.</summary>
    public async Task<(IReadOnlyList<Order> Orders, long? Next)> ListAsync(
        OrderStatus? status, string? symbol, string? account, string? clientOrderId, int limit, long? before, CancellationToken cancellationToken)
    {
        var conditions = new List<string> { "1 = 1" };
        var parameters = new List<(string, object?)> { ("limit", limit + 1) };
        void Where(string condition, string name, object? value)
        {
            if (value is not null)
            {
                conditions.Add(condition);
                parameters.Add((name, value));
            }
        }

        Where("status = @status", "status", status is { } wanted ? StoredText.Of(wanted) : null);
        Where("symbol = @symbol", "symbol", symbol);
        Where("account = @account", "account", account);
        Where("client_order_id = @client", "client", clientOrderId);
        Where("sequence < @before", "before", before);
        using var timer = _database.Time("orders.list");
        await using var session = await StoreSession.OpenAsync(_database, cancellationToken);
        var rows = await session.QueryAsync(
            $"SELECT {OrderRows.Columns}, sequence FROM orders WHERE {string.Join(" AND ", conditions)} ORDER BY sequence DESC LIMIT @limit",
            row => (Order: OrderRows.Read(row), Sequence: row.GetInt64(row.FieldCount - 1)),
            cancellationToken,
            [.. parameters]);
        var page = rows.Take(limit).ToList();
        return ([.. page.Select(row => row.Order)], rows.Count > limit ? page[^1].Sequence : null);
    }

    /// <summary>Every order that is not final, oldest first.</summary>
    public async Task<IReadOnlyList<Order>> OpenAsync(CancellationToken cancellationToken)
    {
        using var timer = _database.Time("orders.open");
        await using var session = await StoreSession.OpenAsync(_database, cancellationToken);
        return await session.QueryAsync(
            $"SELECT {OrderRows.Columns} FROM orders WHERE status IN ('pendingNew', 'accepted', 'partiallyFilled', 'pendingCancel', 'unknown') ORDER BY sequence",
            OrderRows.Read,
            cancellationToken);
    }

    /// <summary>Orders that ended since <paramref name="since"/> while a cancel was asked for.</summary>
    public async Task<IReadOnlyList<Order>> EndedByCancelAsync(DateTime since, CancellationToken cancellationToken)
    {
        using var timer = _database.Time("orders.ended-by-cancel");
        await using var session = await StoreSession.OpenAsync(_database, cancellationToken);
        return await session.QueryAsync(
            $"SELECT {OrderRows.Columns} FROM orders WHERE cancel_requested AND updated_at >= @since AND status IN ('filled', 'cancelled', 'expired') ORDER BY sequence",
            OrderRows.Read,
            cancellationToken,
            ("since", since));
    }

    public async Task<IReadOnlyList<OrderEvent>> EventsAsync(Guid orderId, CancellationToken cancellationToken)
    {
        using var timer = _database.Time("orders.events");
        await using var session = await StoreSession.OpenAsync(_database, cancellationToken);
        return await session.QueryAsync(
            "SELECT sequence, kind, status, detail, at, trace_id FROM order_events WHERE order_id = @order ORDER BY sequence",
            OrderRows.ReadEvent,
            cancellationToken,
            ("order", orderId));
    }

    public async Task<IReadOnlyList<Fill>> FillsAsync(Guid orderId, CancellationToken cancellationToken)
    {
        using var timer = _database.Time("orders.fills");
        await using var session = await StoreSession.OpenAsync(_database, cancellationToken);
        return await session.QueryAsync(
            "SELECT fill_id, price, quantity, fee, fee_asset, liquidity, filled_at FROM fills WHERE order_id = @order ORDER BY filled_at, fill_id",
            OrderRows.ReadFill,
            cancellationToken,
            ("order", orderId));
    }

    public async Task<IReadOnlyList<Position>> PositionsAsync(CancellationToken cancellationToken)
    {
        using var timer = _database.Time("orders.positions");
        await using var session = await StoreSession.OpenAsync(_database, cancellationToken);
        return await PositionRows.AllAsync(session, cancellationToken);
    }

    private async Task<Order?> FirstAsync(string condition, object value, CancellationToken cancellationToken)
    {
        using var timer = _database.Time("orders.find");
        await using var session = await StoreSession.OpenAsync(_database, cancellationToken);
        var rows = await session.QueryAsync(
            $"SELECT {OrderRows.Columns} FROM orders WHERE {condition}", OrderRows.Read, cancellationToken, ("value", value));
        return rows.FirstOrDefault();
    }
}
