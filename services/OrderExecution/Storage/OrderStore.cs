using Trading.Contracts;
using Trading.OrderExecution.Domain;
using Trading.ServiceDefaults.Databases;

namespace Trading.OrderExecution.Storage;

/// <summary>
/// Writes orders. Every change commits the order, its events, its fills, the position and the outgoing messages in one
/// transaction; changes of one order take turns.
/// </summary>
internal sealed class OrderStore(DatabaseFactory databases, TimeProvider time)
{
    private readonly Database _database = databases.For(OrdersSchema.Name);

    /// <summary>
    /// Stores a new order under its keys, or finds the one that has a key already. A key that stands for another order, or for
    /// another body, is a conflict.
    /// </summary>
    public async Task<StoredOrder> InsertAsync(
        OrderChange creation, IReadOnlyList<string> keys, string bodyHash, IReadOnlyList<object> messages,
        CancellationToken cancellationToken)
    {
        var order = creation.Order;
        await using var session = await _database.TransactionAsync("orders.insert", cancellationToken);
        if (!await OrderRows.InsertAsync(session, order, cancellationToken)
            || !await ClaimAsync(session, order.Id, keys, bodyHash, cancellationToken))
        {
            return await FindByKeysAsync(keys, bodyHash, cancellationToken)
                ?? throw new InvalidOperationException("An order conflicts with one that is not there.");
        }

        foreach (var entry in creation.Events)
        {
            await OrderRows.InsertEventAsync(session, order.Id, entry, cancellationToken);
        }

        await OutboxMessages.InsertAsync(session, messages, order.TraceParent, Now(), cancellationToken);
        await session.CommitAsync(cancellationToken);
        return new StoredOrder(order, StoredOrderKind.Created);
    }

    /// <summary>The order of these keys; null when none of them is taken.</summary>
    public async Task<StoredOrder?> FindByKeysAsync(IReadOnlyList<string> keys, string bodyHash, CancellationToken cancellationToken)
    {
        await using var session = await _database.SessionAsync("orders.find-by-key", cancellationToken);
        foreach (var key in keys)
        {
            var stored = await session.FirstAsync(
                new(
                    $"SELECT {OrderRows.Columns}, body_hash FROM idempotency_keys JOIN orders ON id = order_id WHERE key = @key",
                    ("key", key)),
                row =>
                    new StoredOrder(
                        OrderRows.Read(row), row.Text(row.Count - 1) == bodyHash ? StoredOrderKind.Same : StoredOrderKind.Conflict),
                cancellationToken);
            if (stored is not null)
            {
                return stored;
            }
        }

        return null;
    }

    /// <summary>
    /// Changes one order under its lock. <paramref name="change"/> gets the order as it is now and the fill ids taken so far;
    /// it may run only once and must be pure.
    /// </summary>
    /// <param name="messagesOf">The outgoing messages of the change, given the position after it.</param>
    public async Task<CommittedChange?> ChangeAsync(
        Guid orderId,
        Action<OrderChange, IReadOnlySet<string>> change,
        Func<OrderChange, Position?, IReadOnlyList<object>> messagesOf,
        string? traceParent,
        CancellationToken cancellationToken)
    {
        await using var session = await _database.TransactionAsync("orders.change", cancellationToken);
        var order = await session.FirstAsync(
            new($"SELECT {OrderRows.Columns} FROM orders WHERE id = @id{session.RowLock}", ("id", orderId)), OrderRows.Read,
            cancellationToken);
        if (order is null)
        {
            return null;
        }

        var known = await session.QueryAsync(
            new("SELECT fill_id FROM fills WHERE order_id = @id", ("id", orderId)), row => row.Text(0), cancellationToken);
        var changed = new OrderChange(order);
        change(changed, known.ToHashSet(StringComparer.Ordinal));
        if (!changed.IsChange)
        {
            return new CommittedChange(changed, null);
        }

        await OrderRows.UpdateAsync(session, changed.Order, cancellationToken);
        foreach (var entry in changed.Events)
        {
            await OrderRows.InsertEventAsync(session, orderId, entry, cancellationToken);
        }

        var position = await TakeFillsAsync(session, changed, cancellationToken);
        await OutboxMessages.InsertAsync(
            session, messagesOf(changed, position), traceParent ?? changed.Order.TraceParent, Now(), cancellationToken);
        await session.CommitAsync(cancellationToken);
        return new CommittedChange(changed, position);
    }

    private static async Task<bool> ClaimAsync(
        SqlSession session, Guid orderId, IReadOnlyList<string> keys, string bodyHash, CancellationToken cancellationToken)
    {
        foreach (var key in keys)
        {
            var claimed = await session.ExecuteAsync(
                new(
                    "INSERT INTO idempotency_keys (key, order_id, body_hash) VALUES (@key, @order, @hash) ON CONFLICT DO NOTHING",
                    ("key", key), ("order", orderId), ("hash", bodyHash)),
                cancellationToken);
            if (claimed == 0)
            {
                return false;
            }
        }

        return true;
    }

    private static async Task<Position?> TakeFillsAsync(SqlSession session, OrderChange changed, CancellationToken cancellationToken)
    {
        if (changed.Fills.Count == 0)
        {
            return null;
        }

        var order = changed.Order;
        var position = await PositionRows.LockAsync(session, order.Account, order.Venue, order.Symbol, cancellationToken);
        foreach (var fill in changed.Fills)
        {
            await OrderRows.InsertFillAsync(session, order, fill, cancellationToken);
            if (order.Route == OrderRoute.Abook)
            {
                await TradedTotalRows.AddAsync(session, order, fill, cancellationToken);
            }

            position = position.Apply(order.Side, fill.Quantity, fill.Price, fill.FilledAt);
        }

        await PositionRows.UpdateAsync(session, position, cancellationToken);
        return position;
    }

    private DateTime Now() => time.GetUtcNow().UtcDateTime;
}
