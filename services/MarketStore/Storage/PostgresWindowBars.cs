using Npgsql;
using NpgsqlTypes;
using Trading.Contracts;

namespace Trading.MarketStore.Storage;

internal static class PostgresWindowBars
{
    public static async Task<int> UpsertAsync(
        NpgsqlConnection connection, InstrumentId instrument, IReadOnlyList<WindowBar> bars, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText =
            $"""
            INSERT INTO window_bars AS stored ({WindowBarRank.Columns})
            SELECT @venue, @symbol, new.* FROM unnest(
                @window, @position, @last_id, @open_time, @close_time, @open, @high, @low, @close, @volume, @quote_volume, @trade_count,
                @taker_buy_volume, @taker_buy_quote_volume, @closed, @revision) AS new
            {WindowBarRank.OnConflict}
            """;
        var rows = WindowBarRank.BestOfEachKey(bars);
        var parameters = command.Parameters;
        parameters.AddWithValue("venue", instrument.Venue);
        parameters.AddWithValue("symbol", instrument.Symbol);
        Add("window", NpgsqlDbType.Text, bar => bar.Window);
        Add("position", NpgsqlDbType.Bigint, bar => bar.Position);
        Add("last_id", NpgsqlDbType.Bigint, bar => bar.LastId);
        Add("open_time", NpgsqlDbType.TimestampTz, bar => bar.OpenTime);
        Add("close_time", NpgsqlDbType.TimestampTz, bar => bar.CloseTime);
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
        return await command.ExecuteNonQueryAsync(cancellationToken);

        void Add<T>(string name, NpgsqlDbType type, Func<WindowBar, T> value) =>
            parameters.AddWithValue(name, NpgsqlDbType.Array | type, rows.Select(value).ToArray());
    }
}
