using NpgsqlTypes;
using Trading.Contracts;
using Trading.MarketStore.Bulk;

namespace Trading.MarketStore.Trades;

internal static class TradeTables
{
    public static FactTable<Trade> Trades { get; } = new(
        "trades",
        "ON CONFLICT DO NOTHING",
        new FactColumn<Trade, long>("trade_id", NpgsqlDbType.Bigint, static (in trade) => trade.TradeId),
        new FactColumn<Trade, decimal>("price", NpgsqlDbType.Numeric, static (in trade) => trade.Price),
        new FactColumn<Trade, decimal>("quantity", NpgsqlDbType.Numeric, static (in trade) => trade.Quantity),
        new FactColumn<Trade, short>("side", NpgsqlDbType.Smallint, static (in trade) => (short)trade.Side),
        new FactColumn<Trade, DateTime>("exchange_time", NpgsqlDbType.TimestampTz, static (in trade) => trade.ExchangeTime),
        new FactColumn<Trade, DateTime>("received_time", NpgsqlDbType.TimestampTz, static (in trade) => trade.ReceivedTime));

    public static FactTable<TradeDay> Days { get; } = new(
        "trade_days",
        """
        ON CONFLICT (venue, symbol, day) DO UPDATE SET
            first_id = CASE WHEN excluded.first_id < stored.first_id THEN excluded.first_id ELSE stored.first_id END,
            last_id = CASE WHEN excluded.last_id > stored.last_id THEN excluded.last_id ELSE stored.last_id END
        WHERE excluded.first_id < stored.first_id OR excluded.last_id > stored.last_id
        """,
        new FactColumn<TradeDay, DateTime>("day", NpgsqlDbType.TimestampTz, static (in day) => day.Start),
        new FactColumn<TradeDay, long>("first_id", NpgsqlDbType.Bigint, static (in day) => day.FirstId),
        new FactColumn<TradeDay, long>("last_id", NpgsqlDbType.Bigint, static (in day) => day.LastId));

    public static FactTable<AggregateTrade> Aggregates { get; } = new(
        "agg_trades",
        "ON CONFLICT DO NOTHING",
        new FactColumn<AggregateTrade, long>("agg_id", NpgsqlDbType.Bigint, static (in trade) => trade.Id),
        new FactColumn<AggregateTrade, decimal>("price", NpgsqlDbType.Numeric, static (in trade) => trade.Price),
        new FactColumn<AggregateTrade, decimal>("quantity", NpgsqlDbType.Numeric, static (in trade) => trade.Quantity),
        new FactColumn<AggregateTrade, long>("first_trade_id", NpgsqlDbType.Bigint, static (in trade) => trade.FirstTradeId),
        new FactColumn<AggregateTrade, long>("last_trade_id", NpgsqlDbType.Bigint, static (in trade) => trade.LastTradeId),
        new FactColumn<AggregateTrade, DateTime>("exchange_time", NpgsqlDbType.TimestampTz, static (in trade) => trade.Time),
        new FactColumn<AggregateTrade, short>("side", NpgsqlDbType.Smallint, static (in trade) => (short)trade.Side),
        new FactColumn<AggregateTrade, bool?>("best_match", NpgsqlDbType.Boolean, static (in trade) => trade.BestMatch))
    {
        Probes = static (instrument, trades) =>
        [
            instrument.Sql(
                "SELECT agg_id FROM agg_trades WHERE venue = @venue AND symbol = @symbol AND agg_id BETWEEN @first AND @last ORDER BY "
                    + "agg_id LIMIT 1",
                ("first", trades.Min(trade => trade.Id)), ("last", trades.Max(trade => trade.Id))),
        ],
    };
}
