using Trading.Contracts;

namespace Trading.MarketStore.Storage;

/// <summary>
/// The trades of a SQLite file. There are no partitions: a day is deleted in batches between which others write, and its space is used
/// again by what comes.
/// </summary>
internal sealed class SqliteTrades(SqliteSession session)
{
    // About a tenth of a second: no write waits longer for its turn.
    private const int DeleteRows = 20_000;

    public Task<int> WriteAsync(InstrumentId instrument, IReadOnlyList<Trade> trades, CancellationToken cancellationToken) =>
        session.TransactAsync(
            () =>
            {
                Record(instrument, TradeDay.Of(trades));
                return Insert(instrument, trades);
            },
            cancellationToken);

    public async Task<IReadOnlyList<DateOnly>> DaysAsync(DateOnly before, CancellationToken cancellationToken)
    {
        var days = await session.TransactAsync(
            () => session.Read("SELECT DISTINCT day FROM trade_days WHERE day < @0 ORDER BY day", At(before)), cancellationToken);
        return days.ConvertAll(day => DateOnly.FromDateTime(DateTime.UnixEpoch.AddMicroseconds(day)));
    }

    /// <summary>The day counts as dropped before its first trade is gone, and is listed until the last one is: a crash between goes on.</summary>
    public async Task DropAsync(DateOnly day, DateTime droppedAt, CancellationToken cancellationToken)
    {
        var (from, to) = (At(day), At(day.AddDays(1)));
        await session.TransactAsync(
            () => session.Execute(
                "INSERT INTO dropped_days (day, dropped_at) VALUES (@0, @1) ON CONFLICT (day) DO UPDATE SET dropped_at = excluded.dropped_at",
                from, SqliteDialect.Microseconds(droppedAt))
                + session.Execute(
                    """
                    UPDATE feed_anchors SET first_id = last_id + 1 FROM trade_days AS dropped
                    WHERE dropped.day = @0 AND dropped.venue = feed_anchors.venue AND dropped.symbol = feed_anchors.symbol AND last_id >= feed_anchors.first_id
                    """,
                    from),
            cancellationToken);
        int deleted;
        do
        {
            deleted = await session.TransactAsync(
                () => session.Execute(
                    """
                    DELETE FROM trades WHERE (venue, symbol, trade_id) IN (
                        SELECT trades.venue, trades.symbol, trades.trade_id FROM trade_days CROSS JOIN trades
                        ON trades.venue = trade_days.venue AND trades.symbol = trade_days.symbol AND trades.trade_id BETWEEN first_id AND last_id
                        WHERE day = @0 AND exchange_time >= @0 AND exchange_time < @1 LIMIT @2)
                    """,
                    from, to, DeleteRows),
                cancellationToken);
        }
        while (deleted == DeleteRows);
        await session.TransactAsync(() => session.Execute("DELETE FROM trade_days WHERE day = @0", from), cancellationToken);
    }

    private static long At(DateOnly day) => SqliteDialect.Microseconds(TradeDay.Of(day));

    private int Insert(InstrumentId instrument, IReadOnlyList<Trade> trades) => session.Execute(
        """
        INSERT INTO trades (venue, symbol, trade_id, price, quantity, side, exchange_time, received_time)
        VALUES (@0, @1, @2, @3, @4, @5, @6, @7) ON CONFLICT DO NOTHING
        """,
        trades,
        (trade, row) =>
        {
            row[0].Value = instrument.Venue;
            row[1].Value = instrument.Symbol;
            row[2].Value = trade.TradeId;
            row[3].Value = SqliteDialect.Text(trade.Price);
            row[4].Value = SqliteDialect.Text(trade.Quantity);
            row[5].Value = (long)trade.Side;
            row[6].Value = SqliteDialect.Microseconds(trade.ExchangeTime);
            row[7].Value = SqliteDialect.Microseconds(trade.ReceivedTime);
        });

    private void Record(InstrumentId instrument, List<TradeDay> days) => session.Execute(
        """
        INSERT INTO trade_days AS known (venue, symbol, day, first_id, last_id) VALUES (@0, @1, @2, @3, @4)
        ON CONFLICT (venue, symbol, day) DO UPDATE SET first_id = min(known.first_id, excluded.first_id), last_id = max(known.last_id, excluded.last_id)
        WHERE excluded.first_id < known.first_id OR excluded.last_id > known.last_id
        """,
        days,
        (day, row) =>
        {
            row[0].Value = instrument.Venue;
            row[1].Value = instrument.Symbol;
            row[2].Value = SqliteDialect.Microseconds(day.Start);
            row[3].Value = day.FirstId;
            row[4].Value = day.LastId;
        });
}
