using System.Data.Common;
using System.Text.Json;
using Trading.Contracts;
using Trading.OrderExecution.Domain;

namespace Trading.OrderExecution.Storage;

/// <summary>SQL of the tables <c>orders</c>, <c>order_events</c> and <c>fills</c>, within a session of the caller.</summary>
internal static class OrderRows
{
    public const string Columns =
        "id, client_order_id, account, venue, symbol, side, type, time_in_force, quantity, price, stop_price, reduce_only, route, strategy, "
        + "status, venue_order_id, filled_quantity, filled_quote, code, reason, cancel_requested, replaces, created_at, updated_at, "
        + "version, traceparent, exchange_time, objections";

    public static Order Read(DbDataReader row) => new(
        row.GetGuid(0),
        row.GetString(1),
        row.GetString(2),
        row.GetString(3),
        row.GetString(4),
        StoredText.Enum<Side>(row, 5),
        StoredText.Enum<OrderType>(row, 6),
        StoredText.Enum<TimeInForce>(row, 7),
        StoredText.Number(row, 8),
        StoredText.NumberOrNull(row, 9),
        StoredText.NumberOrNull(row, 10),
        row.GetBoolean(11),
        StoredText.Enum<OrderRoute>(row, 12),
        StoredText.TextOrNull(row, 13),
        StoredText.Enum<OrderStatus>(row, 14),
        StoredText.TextOrNull(row, 15),
        StoredText.Number(row, 16),
        StoredText.Number(row, 17),
        StoredText.TextOrNull(row, 18),
        StoredText.TextOrNull(row, 19),
        row.GetBoolean(20),
        row.IsDBNull(21) ? null : row.GetGuid(21),
        StoredText.Utc(row, 22),
        StoredText.Utc(row, 23),
        row.GetInt32(24),
        StoredText.TextOrNull(row, 25))
    {
        ExchangeTime = row.IsDBNull(26) ? null : StoredText.Utc(row, 26),
        Objections = row.IsDBNull(27) ? null : JsonSerializer.Deserialize<List<Objection>>(row.GetString(27)),
    };

    /// <summary>False when the client order id is taken.</summary>
    public static async Task<bool> InsertAsync(StoreSession session, Order order, CancellationToken cancellationToken) =>
        await session.ExecuteAsync(
            $"INSERT INTO orders ({Columns}) VALUES (@id, @clientOrderId, @account, @venue, @symbol, @side, @type, @timeInForce, @quantity, @price, "
            + "@stopPrice, @reduceOnly, @route, @strategy, @status, @venueOrderId, @filledQuantity, @filledQuote, @code, @reason, @cancelRequested, "
            + "@replaces, @createdAt, @updatedAt, @version, @traceparent, @exchangeTime, @objections) ON CONFLICT DO NOTHING",
            cancellationToken,
            [
                .. Changing(order), ("clientOrderId", order.ClientOrderId), ("account", order.Account), ("venue", order.Venue),
                ("symbol", order.Symbol), ("side", StoredText.Of(order.Side)), ("type", StoredText.Of(order.Type)),
                ("timeInForce", StoredText.Of(order.TimeInForce)), ("quantity", order.Quantity), ("price", order.Price),
                ("stopPrice", order.StopPrice), ("reduceOnly", order.ReduceOnly), ("route", StoredText.Of(order.Route)),
                ("strategy", order.Strategy), ("replaces", order.Replaces), ("createdAt", order.CreatedAt), ("traceparent", order.TraceParent),
                ("objections", order.Objections is null ? null : JsonSerializer.Serialize(order.Objections)),
            ]) == 1;

    public static Task UpdateAsync(StoreSession session, Order order, CancellationToken cancellationToken) => session.ExecuteAsync(
        "UPDATE orders SET status = @status, venue_order_id = @venueOrderId, filled_quantity = @filledQuantity, filled_quote = @filledQuote, "
        + "code = @code, reason = @reason, cancel_requested = @cancelRequested, updated_at = @updatedAt, exchange_time = @exchangeTime, "
        + "version = @version WHERE id = @id",
        cancellationToken,
        Changing(order));

    public static Task InsertEventAsync(StoreSession session, Guid orderId, OrderEvent entry, CancellationToken cancellationToken) => session.ExecuteAsync(
        "INSERT INTO order_events (order_id, sequence, kind, status, detail, at, trace_id) VALUES (@order, @sequence, @kind, @status, @detail, @at, @trace)",
        cancellationToken,
        ("order", orderId),
        ("sequence", entry.Sequence),
        ("kind", StoredText.Of(entry.Kind)),
        ("status", StoredText.Of(entry.Status)),
        ("detail", entry.Detail),
        ("at", entry.At),
        ("trace", entry.TraceId));

    public static Task InsertFillAsync(StoreSession session, Order order, Fill fill, CancellationToken cancellationToken) => session.ExecuteAsync(
        "INSERT INTO fills (venue, symbol, fill_id, order_id, account, side, price, quantity, fee, fee_asset, liquidity, filled_at) "
        + "VALUES (@venue, @symbol, @fill, @order, @account, @side, @price, @quantity, @fee, @feeAsset, @liquidity, @filledAt)",
        cancellationToken,
        ("venue", order.Venue),
        ("symbol", order.Symbol),
        ("fill", fill.FillId),
        ("order", order.Id),
        ("account", order.Account),
        ("side", StoredText.Of(order.Side)),
        ("price", fill.Price),
        ("quantity", fill.Quantity),
        ("fee", fill.Fee),
        ("feeAsset", fill.FeeAsset),
        ("liquidity", StoredText.Of(fill.Liquidity)),
        ("filledAt", fill.FilledAt));

    public static OrderEvent ReadEvent(DbDataReader row) => new(
        row.GetInt32(0),
        StoredText.Enum<OrderEventKind>(row, 1),
        StoredText.Enum<OrderStatus>(row, 2),
        StoredText.TextOrNull(row, 3),
        StoredText.Utc(row, 4),
        StoredText.TextOrNull(row, 5));

    public static Fill ReadFill(DbDataReader row) => new(
        row.GetString(0),
        StoredText.Number(row, 1),
        StoredText.Number(row, 2),
        StoredText.Number(row, 3),
        row.GetString(4),
        StoredText.Enum<Liquidity>(row, 5),
        StoredText.Utc(row, 6));

    private static (string Name, object? Value)[] Changing(Order order) =>
    [
        ("id", order.Id), ("status", StoredText.Of(order.Status)), ("venueOrderId", order.VenueOrderId), ("filledQuantity", order.FilledQuantity),
        ("filledQuote", order.FilledQuote), ("code", order.Code), ("reason", order.Reason), ("cancelRequested", order.CancelRequested),
        ("updatedAt", order.UpdatedAt), ("exchangeTime", order.ExchangeTime), ("version", order.Version),
    ];
}
