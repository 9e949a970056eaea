using System.Text.Json;
using Trading.Contracts;
using Trading.OrderExecution.Domain;
using Trading.ServiceDefaults.Databases;
using Trading.ServiceDefaults.Json;

namespace Trading.OrderExecution.Storage;

/// <summary>SQL of the tables <c>orders</c>, <c>order_events</c> and <c>fills</c>, within a session of the caller.</summary>
internal static class OrderRows
{
    public const string Columns =
        "id, client_order_id, account, venue, symbol, side, type, time_in_force, quantity, price, stop_price, reduce_only, route, "
        + "strategy, status, venue_order_id, filled_quantity, filled_quote, code, reason, cancel_requested, replaces, created_at, "
        + "updated_at, version, traceparent, exchange_time, objections";

    public static Order Read(SqlRow row) => new(ReadTerms(row))
    {
        Id = row.Id(0),
        Venue = row.Text(3),
        Status = row.Enum<OrderStatus>(14),
        VenueOrderId = row.TextOrNull(15),
        FilledQuantity = Decimals.Plain(row.Decimal(16)),
        FilledQuote = Decimals.Plain(row.Decimal(17)),
        Code = row.TextOrNull(18),
        Reason = row.TextOrNull(19),
        CancelRequested = row.Boolean(20),
        CreatedAt = row.Time(22),
        UpdatedAt = row.Time(23),
        Version = row.Int32(24),
        TraceParent = row.TextOrNull(25),
        ExchangeTime = row.TimeOrNull(26),
        Objections = row.IsNull(27) ? null : JsonSerializer.Deserialize<List<Objection>>(row.Text(27)),
    };

    /// <summary>False when the client order id is taken.</summary>
    public static async Task<bool> InsertAsync(SqlSession session, Order order, CancellationToken cancellationToken) =>
        await session.ExecuteAsync(
            new(
                $"INSERT INTO orders ({Columns}) VALUES (@id, @clientOrderId, @account, @venue, @symbol, @side, @type, @timeInForce, "
                + "@quantity, @price, @stopPrice, @reduceOnly, @route, @strategy, @status, @venueOrderId, @filledQuantity, @filledQuote, "
                + "@code, @reason, @cancelRequested, @replaces, @createdAt, @updatedAt, @version, @traceparent, @exchangeTime, "
                + "@objections) ON CONFLICT DO NOTHING",
                [
                    .. Changing(order), ("clientOrderId", order.ClientOrderId), ("account", order.Account), ("venue", order.Venue),
                    ("symbol", order.Symbol), ("side", EnumNames.Of(order.Side)), ("type", EnumNames.Of(order.Type)),
                    ("timeInForce", EnumNames.Of(order.TimeInForce)), ("quantity", order.Quantity), ("price", order.Price),
                    ("stopPrice", order.StopPrice), ("reduceOnly", order.ReduceOnly), ("route", EnumNames.Of(order.Route)),
                    ("strategy", order.Strategy), ("replaces", order.Replaces), ("createdAt", order.CreatedAt),
                    ("traceparent", order.TraceParent),
                    ("objections", order.Objections is null ? null : JsonSerializer.Serialize(order.Objections)),
                ]),
            cancellationToken) == 1;

    public static Task UpdateAsync(SqlSession session, Order order, CancellationToken cancellationToken) => session.ExecuteAsync(
        new(
            "UPDATE orders SET status = @status, venue_order_id = @venueOrderId, filled_quantity = @filledQuantity, "
            + "filled_quote = @filledQuote, code = @code, reason = @reason, cancel_requested = @cancelRequested, "
            + "updated_at = @updatedAt, exchange_time = @exchangeTime, version = @version WHERE id = @id",
            Changing(order)),
        cancellationToken);

    public static Task InsertEventAsync(SqlSession session, Guid orderId, OrderEvent entry, CancellationToken cancellationToken) =>
        session.ExecuteAsync(
        new(
            "INSERT INTO order_events (order_id, sequence, kind, status, detail, at, trace_id) VALUES (@order, @sequence, @kind, @status, "
                + "@detail, @at, @trace)",
            ("order", orderId), ("sequence", entry.Sequence), ("kind", EnumNames.Of(entry.Kind)), ("status", EnumNames.Of(entry.Status)),
            ("detail", entry.Detail), ("at", entry.At), ("trace", entry.TraceId)),
        cancellationToken);

    public static Task InsertFillAsync(SqlSession session, Order order, Fill fill, CancellationToken cancellationToken) =>
        session.ExecuteAsync(
        new(
            "INSERT INTO fills (venue, symbol, fill_id, order_id, account, side, price, quantity, fee, fee_asset, liquidity, filled_at) "
            + "VALUES (@venue, @symbol, @fill, @order, @account, @side, @price, @quantity, @fee, @feeAsset, @liquidity, @filledAt)",
            ("venue", order.Venue), ("symbol", order.Symbol), ("fill", fill.FillId), ("order", order.Id), ("account", order.Account),
            ("side", EnumNames.Of(order.Side)), ("price", fill.Price), ("quantity", fill.Quantity), ("fee", fill.Fee),
            ("feeAsset", fill.FeeAsset), ("liquidity", EnumNames.Of(fill.Liquidity)), ("filledAt", fill.FilledAt)),
        cancellationToken);

    public static OrderEvent ReadEvent(SqlRow row) => new(
        row.Int32(0),
        row.Enum<OrderEventKind>(1),
        row.Enum<OrderStatus>(2),
        row.TextOrNull(3),
        row.Time(4),
        row.TextOrNull(5));

    public static Fill ReadFill(SqlRow row) => new(
        row.Text(0),
        Decimals.Plain(row.Decimal(1)),
        Decimals.Plain(row.Decimal(2)),
        Decimals.Plain(row.Decimal(3)),
        row.Text(4),
        row.Enum<Liquidity>(5),
        row.Time(6));

    private static OrderTerms ReadTerms(SqlRow row) => new(
        row.Text(1),
        row.Text(2),
        row.Text(4),
        row.Enum<Side>(5),
        row.Enum<OrderType>(6),
        row.Enum<TimeInForce>(7),
        Decimals.Plain(row.Decimal(8)),
        Decimals.Plain(row.DecimalOrNull(9)),
        Decimals.Plain(row.DecimalOrNull(10)),
        row.Boolean(11),
        row.Enum<OrderRoute>(12),
        row.TextOrNull(13),
        row.IdOrNull(21));

    private static (string Name, object? Value)[] Changing(Order order) =>
    [
        ("id", order.Id), ("status", EnumNames.Of(order.Status)), ("venueOrderId", order.VenueOrderId),
        ("filledQuantity", order.FilledQuantity),
        ("filledQuote", order.FilledQuote), ("code", order.Code), ("reason", order.Reason), ("cancelRequested", order.CancelRequested),
        ("updatedAt", order.UpdatedAt), ("exchangeTime", order.ExchangeTime), ("version", order.Version),
    ];
}
