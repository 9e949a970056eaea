using Trading.Backtesting.Runs;
using Trading.Contracts;
using Trading.PaperTrading.Domain;
using Trading.ServiceDefaults.Databases;
using Trading.Strategies;

namespace Trading.PaperTrading.Storage;

/// <summary>Paper trades, newest first, each beside the real order that its intent became.</summary>
internal sealed class TradeTable(DatabaseFactory databases)
{
    private Database Database => databases.For(PaperSchema.Name);

    public async Task<IReadOnlyList<RecordedTrade>> ListAsync(
        string strategyId, int limit, (DateTime Time, string Id)? before, CancellationToken cancellationToken)
    {
        await using var session = await Database.SessionAsync("paper.trades.list", cancellationToken);
        return await session.QueryAsync(
            new Sql(
                """
                SELECT t.id, t.symbol, t.side, t.price, t.quantity, t.fee, t.realized_pnl, t.traded_at, t.trace_id,
                    o.client_order_id, o.status, o.filled_quantity, o.average_price, o.reason, o.submitted_at, o.quantity,
                    t.rule, t.liquidity, t.decision_price, t.market_price, t.tag
                FROM trades t LEFT JOIN live_orders o ON o.client_order_id = t.id
                WHERE t.strategy_id = @id
                """,
                ("id", strategyId), ("time", before?.Time))
                .And("(t.traded_at, t.id) < (@time, @before)", "before", before?.Id)
                .Add(" ORDER BY t.traded_at DESC, t.id DESC").Limit(limit),
            Read,
            cancellationToken);
    }

    public async Task<long> CountAsync(string strategyId, CancellationToken cancellationToken)
    {
        await using var session = await Database.SessionAsync("paper.trades.count", cancellationToken);
        return await session.FirstAsync(
            new("SELECT count(*) FROM trades WHERE strategy_id = @id", ("id", strategyId)), row => row.Int64(0), cancellationToken);
    }

    internal static Sql Insert(string strategyId, PaperTrade trade) => new(
        "INSERT INTO trades (id, strategy_id, symbol, side, price, quantity, fee, realized_pnl, traded_at, trace_id, rule, liquidity, "
        + "decision_price, market_price, tag) VALUES (@id, @strategy, @symbol, @side, @price, @quantity, @fee, @pnl, @time, @trace, @rule, "
        + "@liquidity, @decision, @market, @tag)",
        ("id", trade.Id), ("strategy", strategyId), ("symbol", trade.Symbol), ("side", (short)trade.Side), ("price", trade.Price),
        ("quantity", trade.Quantity), ("fee", trade.Fee), ("pnl", trade.RealizedPnl), ("time", trade.Time), ("trace", trade.TraceId),
        ("rule", (short?)trade.Rule), ("liquidity", (short?)trade.Liquidity), ("decision", trade.DecisionPrice),
        ("market", trade.MarketPrice), ("tag", trade.Tag));

    private static RecordedTrade Read(SqlRow row)
    {
        var side = (Side)row.Int32(2);
        var trade = new PaperTrade(
            row.Text(0), row.Text(1), side, row.Decimal(3), row.Decimal(4), row.Decimal(5), row.Decimal(6), row.Time(7), row.TextOrNull(8),
            row.IsNull(16) ? null : (FillRule)row.Int32(16), row.IsNull(17) ? null : (Liquidity)row.Int32(17), row.DecimalOrNull(18),
            row.DecimalOrNull(19), row.TextOrNull(20));
        var order = row.IsNull(9)
            ? null
            : new LiveOrder(
                row.Text(9), trade.Symbol, side, row.Decimal(15), (OrderStatus)row.Int32(10), row.Decimal(11), row.Decimal(12),
                row.TextOrNull(13), row.Time(14), trade.TraceId);
        return new RecordedTrade(trade, order);
    }
}
