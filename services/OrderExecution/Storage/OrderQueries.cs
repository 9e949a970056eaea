using Trading.Contracts;
using Trading.OrderExecution.Domain;
using Trading.ServiceDefaults.Databases;
using Trading.ServiceDefaults.Json;

namespace Trading.OrderExecution.Storage;

/// <summary>Reads orders without locking them.</summary>
internal sealed class OrderQueries(DatabaseFactory databases)
{
    private readonly Database _database = databases.For(OrdersSchema.Name);

    public async Task<Order?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        await FirstAsync("id = @value", id, cancellationToken);

    public async Task<Order?> FindByClientOrderIdAsync(string clientOrderId, CancellationToken cancellationToken) =>
        await FirstAsync("client_order_id = @value", clientOrderId, cancellationToken);

    /// <summary>
    /// Newest first. <paramref name="before"/> is the cursor of the page before; the returned one leads on, null at the end.
    /// </summary>
    public async Task<(IReadOnlyList<Order> Orders, long? Next)> ListAsync(
        OrderStatus? status, string? symbol, string? account, string? clientOrderId, int limit, long? before,
        CancellationToken cancellationToken,
        string? venue = null)
    {
        await using var session = await _database.SessionAsync("orders.list", cancellationToken);
        var rows = await session.QueryAsync(
            new Sql($"SELECT {OrderRows.Columns}, sequence FROM orders WHERE 1 = 1")
                .And("status = @status", "status", status is { } wanted ? EnumNames.Of(wanted) : null)
                .And("symbol = @symbol", "symbol", symbol)
                .And("account = @account", "account", account)
                .And("venue = @venue", "venue", venue)
                .And("client_order_id = @client", "client", clientOrderId)
                .And("sequence < @before", "before", before)
                .Add(" ORDER BY sequence DESC").Limit(limit + 1),
            row => (Order: OrderRows.Read(row), Sequence: row.Int64(row.Count - 1)),
            cancellationToken);
        var page = rows.Take(limit).ToList();
        return ([.. page.Select(row => row.Order)], rows.Count > limit ? page[^1].Sequence : null);
    }

    /// <summary>Every order that is not final, oldest first.</summary>
    public async Task<IReadOnlyList<Order>> OpenAsync(CancellationToken cancellationToken)
    {
        await using var session = await _database.SessionAsync("orders.open", cancellationToken);
        return await session.QueryAsync(
            new(
                $"SELECT {OrderRows.Columns} FROM orders WHERE status IN ('pendingNew', 'accepted', 'partiallyFilled', 'pendingCancel', "
                    + "'unknown') ORDER BY sequence"),
            OrderRows.Read,
            cancellationToken);
    }

    /// <summary>Orders that ended since <paramref name="since"/> while a cancel was asked for.</summary>
    public async Task<IReadOnlyList<Order>> EndedByCancelAsync(DateTime since, CancellationToken cancellationToken)
    {
        await using var session = await _database.SessionAsync("orders.ended-by-cancel", cancellationToken);
        return await session.QueryAsync(
            new(
                $"SELECT {OrderRows.Columns} FROM orders WHERE cancel_requested AND updated_at >= @since AND status IN ('filled', "
                    + "'cancelled', 'expired') ORDER BY sequence",
                ("since", since)),
            OrderRows.Read,
            cancellationToken);
    }

    public async Task<IReadOnlyList<OrderEvent>> EventsAsync(Guid orderId, CancellationToken cancellationToken)
    {
        await using var session = await _database.SessionAsync("orders.events", cancellationToken);
        return await session.QueryAsync(
            new(
                "SELECT sequence, kind, status, detail, at, trace_id FROM order_events WHERE order_id = @order ORDER BY sequence",
                ("order", orderId)),
            OrderRows.ReadEvent,
            cancellationToken);
    }

    public async Task<IReadOnlyList<Fill>> FillsAsync(Guid orderId, CancellationToken cancellationToken)
    {
        await using var session = await _database.SessionAsync("orders.fills", cancellationToken);
        return await session.QueryAsync(
            new(
                "SELECT fill_id, price, quantity, fee, fee_asset, liquidity, filled_at FROM fills WHERE order_id = @order ORDER BY "
                    + "filled_at, fill_id",
                ("order", orderId)),
            OrderRows.ReadFill,
            cancellationToken);
    }

    public async Task<IReadOnlyList<Position>> PositionsAsync(CancellationToken cancellationToken)
    {
        await using var session = await _database.SessionAsync("orders.positions", cancellationToken);
        return await PositionRows.AllAsync(session, cancellationToken);
    }

    private async Task<Order?> FirstAsync(string condition, object value, CancellationToken cancellationToken)
    {
        await using var session = await _database.SessionAsync("orders.find", cancellationToken);
        return await session.FirstAsync(
            new($"SELECT {OrderRows.Columns} FROM orders WHERE {condition}", ("value", value)), OrderRows.Read, cancellationToken);
    }
}
