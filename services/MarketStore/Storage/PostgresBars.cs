using Npgsql;
using NpgsqlTypes;
using Trading.Contracts;

namespace Trading.MarketStore.Storage;

internal static class PostgresBars
{
    private const string Columns =
        "venue, symbol, series, interval, open_time, source, open, high, low, close, volume, quote_volume, trade_count, "
        + "taker_buy_volume, taker_buy_quote_volume, closed, revision, close_time";

    public static async Task<bool> AnyInRangeAsync(
        NpgsqlConnection connection,
        InstrumentId instrument,
        IReadOnlyList<Bar> bars,
        BarSeries series,
        CancellationToken cancellationToken)
    {
        foreach (var group in bars.GroupBy(bar => (bar.Interval, bar.Source)))
        {
            await using var command = connection.Command(
                """
                SELECT open_time FROM bars WHERE venue = @venue AND symbol = @symbol AND series = @series AND interval = @interval
                    AND open_time BETWEEN @first AND @last AND source = @source ORDER BY open_time LIMIT 1
                """,
                instrument)
                .With("series", (short)series)
                .With("interval", group.Key.Interval.Code)
                .With("source", (short)group.Key.Source)
                .With("first", group.Min(bar => bar.OpenTime))
                .With("last", group.Max(bar => bar.OpenTime));
            if (await command.ExecuteScalarAsync(cancellationToken) is not null)
            {
                return true;
            }
        }

        return false;
    }

    public static async Task CopyAsync(
        NpgsqlConnection connection,
        InstrumentId instrument,
        IReadOnlyList<Bar> bars,
        BarSeries series,
        CancellationToken cancellationToken)
    {
        await using var rows = await connection.BeginBinaryImportAsync($"COPY bars ({Columns}) FROM STDIN (FORMAT BINARY)", cancellationToken);
        foreach (var bar in bars)
        {
            await rows.StartRowAsync(cancellationToken);
            await rows.WriteAsync(instrument.Venue, NpgsqlDbType.Text, cancellationToken);
            await rows.WriteAsync(instrument.Symbol, NpgsqlDbType.Text, cancellationToken);
            await rows.WriteAsync((short)series, NpgsqlDbType.Smallint, cancellationToken);
            await rows.WriteAsync(bar.Interval.Code, NpgsqlDbType.Text, cancellationToken);
            await rows.WriteAsync(bar.OpenTime, NpgsqlDbType.TimestampTz, cancellationToken);
            await rows.WriteAsync((short)bar.Source, NpgsqlDbType.Smallint, cancellationToken);
            await rows.WriteAsync(bar.Open, NpgsqlDbType.Numeric, cancellationToken);
            await rows.WriteAsync(bar.High, NpgsqlDbType.Numeric, cancellationToken);
            await rows.WriteAsync(bar.Low, NpgsqlDbType.Numeric, cancellationToken);
            await rows.WriteAsync(bar.Close, NpgsqlDbType.Numeric, cancellationToken);
            await rows.WriteAsync(bar.Volume, NpgsqlDbType.Numeric, cancellationToken);
            await rows.WriteAsync(bar.QuoteVolume, NpgsqlDbType.Numeric, cancellationToken);
            await rows.WriteAsync(bar.TradeCount, NpgsqlDbType.Bigint, cancellationToken);
            await rows.WriteAsync(bar.TakerBuyVolume, NpgsqlDbType.Numeric, cancellationToken);
            await rows.WriteAsync(bar.TakerBuyQuoteVolume, NpgsqlDbType.Numeric, cancellationToken);
            await rows.WriteAsync(bar.Closed, NpgsqlDbType.Boolean, cancellationToken);
            await rows.WriteAsync(bar.Revision, NpgsqlDbType.Integer, cancellationToken);
            if (bar.CloseTime is { } closeTime)
            {
                await rows.WriteAsync(closeTime, NpgsqlDbType.TimestampTz, cancellationToken);
            }
            else
            {
                await rows.WriteNullAsync(cancellationToken);
            }
        }

        await rows.CompleteAsync(cancellationToken);
    }

    public static async Task<int> UpsertAsync(
        NpgsqlConnection connection,
        InstrumentId instrument,
        IReadOnlyList<Bar> bars,
        BarSeries series,
        CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText =
            $"""
            INSERT INTO bars AS stored ({Columns})
            SELECT @venue, @symbol, @series, new.* FROM unnest(
                @interval, @open_time, @source, @open, @high, @low, @close, @volume, @quote_volume, @trade_count,
                @taker_buy_volume, @taker_buy_quote_volume, @closed, @revision, @close_time) AS new
            ON CONFLICT (venue, symbol, series, interval, open_time, source) DO UPDATE SET
                open = excluded.open, high = excluded.high, low = excluded.low, close = excluded.close,
                volume = excluded.volume, quote_volume = excluded.quote_volume, trade_count = excluded.trade_count,
                taker_buy_volume = excluded.taker_buy_volume, taker_buy_quote_volume = excluded.taker_buy_quote_volume,
                closed = excluded.closed, revision = excluded.revision, close_time = excluded.close_time
            {BarRank.KeepBetter}
            """;
        var rows = BarRank.BestOfEachKey(bars);
        var parameters = command.Parameters;
        parameters.AddWithValue("venue", instrument.Venue);
        parameters.AddWithValue("symbol", instrument.Symbol);
        parameters.AddWithValue("series", NpgsqlDbType.Smallint, (short)series);
        Add("interval", NpgsqlDbType.Text, bar => bar.Interval.Code);
        Add("open_time", NpgsqlDbType.TimestampTz, bar => bar.OpenTime);
        Add("source", NpgsqlDbType.Smallint, bar => (short)bar.Source);
        Add("open", NpgsqlDbType.Numeric, bar => bar.Open);
        Add("high", NpgsqlDbType.Numeric, bar => bar.High);
        Add("low", NpgsqlDbType.Numeric, bar => bar.Low);
        Add("close", NpgsqlDbType.Numeric, bar => bar.Close);
        Add("volume", NpgsqlDbType.Numeric, bar => bar.Volume);
        Add("quote_volume", NpgsqlDbType.Numeric, bar => bar.QuoteVolume);
        Add("trade_count", NpgsqlDbType.Bigint, bar => bar.TradeCount);
        Add("taker_buy_volume", NpgsqlDbType.Numeric, bar => bar.TakerBuyVolume);
        Add("taker_buy_quote_volume", NpgsqlDbType.Numeric, bar => bar.TakerBuyQuoteVolume);
        Add("closed", NpgsqlDbType.Boolean, bar => bar.Closed);
        Add("revision", NpgsqlDbType.Integer, bar => bar.Revision);
        Add("close_time", NpgsqlDbType.TimestampTz, bar => bar.CloseTime);
        return await command.ExecuteNonQueryAsync(cancellationToken);

        void Add<T>(string name, NpgsqlDbType type, Func<Bar, T> value) =>
            parameters.AddWithValue(name, NpgsqlDbType.Array | type, rows.Select(value).ToArray());
    }
}
