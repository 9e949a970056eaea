using Microsoft.Data.Sqlite;
using SQLitePCL;
using Trading.Contracts;

namespace Trading.MarketStore.Storage;

/// <summary>
/// One connection with prepared statements, one batch at a time: SQLite has a single writer anyway, and taking turns here is
/// cheaper than waiting for its lock.
/// </summary>
internal sealed class SqliteWriter(SqliteDialect dialect) : IBulkWriter, IAsyncDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Dictionary<string, SqliteCommand> _prepared = new(StringComparer.Ordinal);
    private SqliteConnection? _connection;

    public Task<int> WriteTradesAsync(InstrumentId instrument, IReadOnlyList<Trade> trades, CancellationToken cancellationToken) =>
        WriteAsync(
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
            },
            cancellationToken);

    public Task<int> WriteBarsAsync(InstrumentId instrument, IReadOnlyList<Bar> bars, BarSeries series, CancellationToken cancellationToken) =>
        WriteAsync(
            $"""
            INSERT INTO bars AS stored (venue, symbol, series, interval, open_time, source, open, high, low, close, volume, quote_volume,
                trade_count, taker_buy_volume, taker_buy_quote_volume, closed, revision, close_time)
            VALUES (@0, @1, @2, @3, @4, @5, @6, @7, @8, @9, @10, @11, @12, @13, @14, @15, @16, @17)
            ON CONFLICT (venue, symbol, series, interval, open_time, source) DO UPDATE SET
                open = excluded.open, high = excluded.high, low = excluded.low, close = excluded.close,
                volume = excluded.volume, quote_volume = excluded.quote_volume, trade_count = excluded.trade_count,
                taker_buy_volume = excluded.taker_buy_volume, taker_buy_quote_volume = excluded.taker_buy_quote_volume,
                closed = excluded.closed, revision = excluded.revision, close_time = excluded.close_time
            {BarRank.KeepBetter}
            """,
            bars,
            (bar, row) =>
            {
                row[0].Value = instrument.Venue;
                row[1].Value = instrument.Symbol;
                row[2].Value = (long)series;
                row[3].Value = bar.Interval.Code;
                row[4].Value = SqliteDialect.Microseconds(bar.OpenTime);
                row[5].Value = (long)bar.Source;
                row[6].Value = SqliteDialect.Text(bar.Open);
                row[7].Value = SqliteDialect.Text(bar.High);
                row[8].Value = SqliteDialect.Text(bar.Low);
                row[9].Value = SqliteDialect.Text(bar.Close);
                row[10].Value = SqliteDialect.Text(bar.Volume);
                row[11].Value = SqliteDialect.Text(bar.QuoteVolume);
                row[12].Value = bar.TradeCount;
                row[13].Value = SqliteDialect.Text(bar.TakerBuyVolume);
                row[14].Value = SqliteDialect.Text(bar.TakerBuyQuoteVolume);
                row[15].Value = bar.Closed ? 1L : 0L;
                row[16].Value = (long)bar.Revision;
                row[17].Value = bar.CloseTime is { } closeTime ? SqliteDialect.Microseconds(closeTime) : DBNull.Value;
            },
            cancellationToken);

    public Task<int> WriteWindowBarsAsync(InstrumentId instrument, IReadOnlyList<WindowBar> bars, CancellationToken cancellationToken) =>
        WriteAsync(
            $"""
            INSERT INTO window_bars AS stored ({WindowBarRank.Columns})
            VALUES (@0, @1, @2, @3, @4, @5, @6, @7, @8, @9, @10, @11, @12, @13, @14, @15, @16, @17)
            {WindowBarRank.OnConflict}
            """,
            bars,
            (bar, row) =>
            {
                row[0].Value = instrument.Venue;
                row[1].Value = instrument.Symbol;
                row[2].Value = bar.Window;
                row[3].Value = bar.Position;
                row[4].Value = bar.LastId;
                row[5].Value = SqliteDialect.Microseconds(bar.OpenTime);
                row[6].Value = SqliteDialect.Microseconds(bar.CloseTime);
                row[7].Value = SqliteDialect.Text(bar.Open);
                row[8].Value = SqliteDialect.Text(bar.High);
                row[9].Value = SqliteDialect.Text(bar.Low);
                row[10].Value = SqliteDialect.Text(bar.Close);
                row[11].Value = SqliteDialect.Text(bar.Volume);
                row[12].Value = SqliteDialect.Text(bar.QuoteVolume);
                row[13].Value = bar.TradeCount;
                row[14].Value = SqliteDialect.Text(bar.TakerBuyVolume);
                row[15].Value = SqliteDialect.Text(bar.TakerBuyQuoteVolume);
                row[16].Value = bar.Closed ? 1L : 0L;
                row[17].Value = (long)bar.Revision;
            },
            cancellationToken);

    public Task<int> WriteAggregatesAsync(InstrumentId instrument, IReadOnlyList<AggregateTrade> trades, CancellationToken cancellationToken) =>
        WriteAsync(
            """
            INSERT INTO agg_trades (venue, symbol, agg_id, price, quantity, first_trade_id, last_trade_id, exchange_time, side, best_match)
            VALUES (@0, @1, @2, @3, @4, @5, @6, @7, @8, @9) ON CONFLICT DO NOTHING
            """,
            trades,
            (trade, row) =>
            {
                row[0].Value = instrument.Venue;
                row[1].Value = instrument.Symbol;
                row[2].Value = trade.Id;
                row[3].Value = SqliteDialect.Text(trade.Price);
                row[4].Value = SqliteDialect.Text(trade.Quantity);
                row[5].Value = trade.FirstTradeId;
                row[6].Value = trade.LastTradeId;
                row[7].Value = SqliteDialect.Microseconds(trade.Time);
                row[8].Value = (long)trade.Side;
                row[9].Value = trade.BestMatch is { } best ? best ? 1L : 0L : DBNull.Value;
            },
            cancellationToken);

    public Task<int> WriteFundingAsync(InstrumentId instrument, IReadOnlyList<FundingRate> rates, CancellationToken cancellationToken) =>
        WriteAsync(
            """
            INSERT INTO funding (venue, symbol, funding_time, rate, mark_price, interval_hours) VALUES (@0, @1, @2, @3, @4, @5)
            ON CONFLICT (venue, symbol, funding_time) DO UPDATE SET
                mark_price = COALESCE(funding.mark_price, excluded.mark_price), interval_hours = COALESCE(funding.interval_hours, excluded.interval_hours)
            WHERE (funding.mark_price IS NULL AND excluded.mark_price IS NOT NULL) OR (funding.interval_hours IS NULL AND excluded.interval_hours IS NOT NULL)
            """,
            rates,
            (rate, row) =>
            {
                row[0].Value = instrument.Venue;
                row[1].Value = instrument.Symbol;
                row[2].Value = SqliteDialect.Microseconds(rate.Time);
                row[3].Value = SqliteDialect.Text(rate.Rate);
                row[4].Value = rate.MarkPrice is { } mark ? SqliteDialect.Text(mark) : DBNull.Value;
                row[5].Value = rate.IntervalHours is { } hours ? (long)hours : DBNull.Value;
            },
            cancellationToken);

    public async Task<long> DeleteTradesBelowAsync(InstrumentId instrument, long id, CancellationToken cancellationToken) =>
        await WriteAsync(
            "DELETE FROM trades WHERE venue = @0 AND symbol = @1 AND trade_id < @2",
            [id],
            (below, row) =>
            {
                row[0].Value = instrument.Venue;
                row[1].Value = instrument.Symbol;
                row[2].Value = below;
            },
            cancellationToken);

    public async ValueTask DisposeAsync()
    {
        foreach (var command in _prepared.Values)
        {
            await command.DisposeAsync();
        }

        if (_connection is not null)
        {
            await _connection.DisposeAsync();
        }

        _turn.Dispose();
    }

    private async Task<int> WriteAsync<T>(
        string sql,
        IReadOnlyList<T> rows,
        Action<T, SqliteParameterCollection> bind,
        CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            _connection ??= await dialect.OpenSqliteAsync(cancellationToken);
            return WriteAll(_connection, Prepared(sql), rows, bind);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>
    /// All rows or none. The transaction is begun and ended in SQL: a full disk makes SQLite roll back by itself, and the provider's own
    /// transaction object then hides that fault behind a second one.
    /// </summary>
    private static int WriteAll<T>(SqliteConnection connection, SqliteCommand command, IReadOnlyList<T> rows, Action<T, SqliteParameterCollection> bind)
    {
        Execute(connection, "BEGIN IMMEDIATE");
        try
        {
            var changed = 0;
            foreach (var row in rows)
            {
                bind(row, command.Parameters);
                changed += command.ExecuteNonQuery();
            }

            Execute(connection, "COMMIT");
            return changed;
        }
        finally
        {
            if (raw.sqlite3_get_autocommit(connection.Handle) == 0)
            {
                Execute(connection, "ROLLBACK");
            }
        }
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private SqliteCommand Prepared(string sql)
    {
        if (_prepared.TryGetValue(sql, out var known))
        {
            return known;
        }

        var command = _connection!.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; sql.Contains($"@{i}", StringComparison.Ordinal); i++)
        {
            command.Parameters.Add(new SqliteParameter($"@{i}", value: null));
        }

        return _prepared[sql] = command;
    }
}
