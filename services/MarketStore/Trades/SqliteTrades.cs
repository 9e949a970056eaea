using Trading.Contracts;
using Trading.MarketStore.Bulk;
using Trading.ServiceDefaults.Databases;

namespace Trading.MarketStore.Trades;

/// <summary>
/// The trades of a SQLite file. There are no partitions: a day is deleted in batches between which others write, and its space is used
/// again by what comes.
/// </summary>
internal sealed class SqliteTrades(SqliteBulk bulk) : ITradeWriter
{
    // About a tenth of a second: no write waits longer for its turn.
    private const int DeleteRows = 20_000;

    public Task<int> WriteAsync(InstrumentId instrument, IReadOnlyList<Trade> trades, CancellationToken cancellationToken) =>
        bulk.TransactAsync(
            () =>
            {
                bulk.Insert(TradeTables.Days, instrument, TradeDay.Of(trades));
                return bulk.Insert(TradeTables.Trades, instrument, trades);
            },
            cancellationToken);

    public async Task<IReadOnlyList<DateOnly>> DaysAsync(DateOnly before, CancellationToken cancellationToken)
    {
        var days = await bulk.TransactAsync(
            () => bulk.Read("SELECT DISTINCT day FROM trade_days WHERE day < @0 ORDER BY day", At(before)), cancellationToken);
        return days.ConvertAll(day => DateOnly.FromDateTime(StoredValue.Time(day)));
    }

    /// <summary>
    /// The day counts as dropped before its first trade is gone, and is listed until the last one is: a crash between goes on.
    /// </summary>
    public async Task DropAsync(DateOnly day, DateTime droppedAt, CancellationToken cancellationToken)
    {
        var (from, to) = (At(day), At(day.AddDays(1)));
        await bulk.TransactAsync(
            () => bulk.Execute(
                "INSERT INTO dropped_days (day, dropped_at) VALUES (@0, @1) ON CONFLICT (day) DO UPDATE SET dropped_at = "
                    + "excluded.dropped_at",
                from, StoredValue.Of(droppedAt))
                + bulk.Execute(
                    """
                    UPDATE feed_anchors SET first_id = last_id + 1 FROM trade_days AS dropped
                    WHERE dropped.day = @0 AND dropped.venue = feed_anchors.venue AND dropped.symbol = feed_anchors.symbol
                        AND last_id >= feed_anchors.first_id
                    """,
                    from),
            cancellationToken);
        int deleted;
        do
        {
            deleted = await bulk.TransactAsync(
                () => bulk.Execute(
                    """
                    DELETE FROM trades WHERE (venue, symbol, trade_id) IN (
                        SELECT trades.venue, trades.symbol, trades.trade_id FROM trade_days CROSS JOIN trades
                        ON trades.venue = trade_days.venue AND trades.symbol = trade_days.symbol
                            AND trades.trade_id BETWEEN first_id AND last_id
                        WHERE day = @0 AND exchange_time >= @0 AND exchange_time < @1 LIMIT @2)
                    """,
                    from, to, DeleteRows),
                cancellationToken);
        }
        while (deleted == DeleteRows);
        await bulk.TransactAsync(() => bulk.Execute("DELETE FROM trade_days WHERE day = @0", from), cancellationToken);
    }

    private static long At(DateOnly day) => StoredValue.Of(TradeDay.Of(day));
}
