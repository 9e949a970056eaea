using System.Data.Common;
using Trading.Contracts;
using Trading.PaperTrading.Domain;
using Trading.PaperTrading.Live;
using Trading.ServiceDefaults.Databases;

namespace Trading.PaperTrading.Storage;

/// <summary>Paper trades, newest first, each beside the real order that its intent became.</summary>
internal sealed class TradeTable(DatabaseFactory databases)
{
    private Database Database => databases.For(PaperSchema.Name);

    public async Task<IReadOnlyList<RecordedTrade>> ListAsync(string strategyId, int limit, (DateTime Time, string Id)? before, CancellationToken cancellationToken)
    {
        using var timer = Database.Time("paper.trades.list");
        await using var connection = await Database.OpenAsync(cancellationToken);
        return await connection.Command(
            $"""
            SELECT t.id, t.symbol, t.side, t.price, t.quantity, t.fee, t.realized_pnl, t.traded_at, t.trace_id,
                o.client_order_id, o.status, o.filled_quantity, o.average_price, o.reason, o.submitted_at, o.quantity
            FROM trades t LEFT JOIN live_orders o ON o.client_order_id = t.id
            WHERE t.strategy_id = @id {(before is null ? "" : "AND (t.traded_at, t.id) < (@time, @before)")}
            ORDER BY t.traded_at DESC, t.id DESC LIMIT @limit
            """,
            ("id", strategyId), ("limit", limit), ("time", before?.Time ?? DateTime.UnixEpoch), ("before", before?.Id ?? ""))
            .ReadAsync(Read, cancellationToken);
    }

    public async Task<long> CountAsync(string strategyId, CancellationToken cancellationToken)
    {
        using var timer = Database.Time("paper.trades.count");
        await using var connection = await Database.OpenAsync(cancellationToken);
        return (await connection.Command("SELECT count(*) FROM trades WHERE strategy_id = @id", ("id", strategyId))
            .ReadAsync(row => row.GetInt64(0), cancellationToken)).Single();
    }

    internal static DbCommand Insert(DbConnection connection, string strategyId, PaperTrade trade) => connection.Command(
        "INSERT INTO trades (id, strategy_id, symbol, side, price, quantity, fee, realized_pnl, traded_at, trace_id) "
        + "VALUES (@id, @strategy, @symbol, @side, @price, @quantity, @fee, @pnl, @time, @trace)",
        ("id", trade.Id), ("strategy", strategyId), ("symbol", trade.Symbol), ("side", (short)trade.Side), ("price", trade.Price),
        ("quantity", trade.Quantity), ("fee", trade.Fee), ("pnl", trade.RealizedPnl), ("time", trade.Time), ("trace", trade.TraceId));

    private static RecordedTrade Read(DbDataReader row)
    {
        var side = (Side)row.GetInt16(2);
        var trade = new PaperTrade(
            row.GetString(0), row.GetString(1), side, row.GetDecimal(3), row.GetDecimal(4), row.GetDecimal(5), row.GetDecimal(6), row.Utc(7), row.Text(8));
        var order = row.IsDBNull(9)
            ? null
            : new LiveOrder(
                row.GetString(9), trade.Symbol, side, row.GetDecimal(15), (OrderStatus)row.GetInt16(10), row.GetDecimal(11), row.GetDecimal(12),
                row.Text(13), row.Utc(14), trade.TraceId);
        return new RecordedTrade(trade, order);
    }
}
