using Microsoft.Data.Sqlite;
using Trading.Contracts;

namespace Trading.MarketStore.Storage;

/// <summary>Rows one by one through prepared statements, a batch in one transaction.</summary>
internal sealed class SqliteWriter : IBulkWriter, IAsyncDisposable
{
    private readonly SqliteSession _session;
    private readonly SqliteTrades _trades;

    public SqliteWriter(SqliteDialect dialect)
    {
        _session = new SqliteSession(dialect);
        _trades = new SqliteTrades(_session);
    }

    public Task<int> WriteTradesAsync(InstrumentId instrument, IReadOnlyList<Trade> trades, CancellationToken cancellationToken) =>
        _trades.WriteAsync(instrument, trades, cancellationToken);

    public Task<IReadOnlyList<DateOnly>> TradeDaysAsync(DateOnly before, CancellationToken cancellationToken) => _trades.DaysAsync(before, cancellationToken);

    public Task DropTradeDayAsync(DateOnly day, DateTime droppedAt, CancellationToken cancellationToken) => _trades.DropAsync(day, droppedAt, cancellationToken);

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

    public ValueTask DisposeAsync() => _session.DisposeAsync();

    private Task<int> WriteAsync<T>(string sql, IReadOnlyList<T> rows, Action<T, SqliteParameterCollection> bind, CancellationToken cancellationToken) =>
        _session.TransactAsync(() => _session.Execute(sql, rows, bind), cancellationToken);
}
