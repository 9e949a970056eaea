using Npgsql;
using NpgsqlTypes;
using Trading.Contracts;

namespace Trading.MarketStore.Storage;

internal static class PostgresTrades
{
    public static async Task<bool> AnyInRangeAsync(
        NpgsqlConnection connection,
        InstrumentId instrument,
        IReadOnlyList<Trade> trades,
        CancellationToken cancellationToken)
    {
        var (first, last) = (long.MaxValue, long.MinValue);
        foreach (var trade in trades)
        {
            first = Math.Min(first, trade.TradeId);
            last = Math.Max(last, trade.TradeId);
        }

        await using var command = connection.Command(
            // In the key's order: a bare EXISTS over a table without statistics is planned as a scan of all of it.
            "SELECT trade_id FROM trades WHERE venue = @venue AND symbol = @symbol AND trade_id BETWEEN @first AND @last ORDER BY trade_id LIMIT 1", instrument)
            .With("first", first).With("last", last);
        return await command.ExecuteScalarAsync(cancellationToken) is not null;
    }

    public static async Task CopyAsync(
        NpgsqlConnection connection,
        InstrumentId instrument,
        IReadOnlyList<Trade> trades,
        CancellationToken cancellationToken)
    {
        await using var rows = await connection.BeginBinaryImportAsync(
            "COPY trades (venue, symbol, trade_id, price, quantity, side, exchange_time, received_time) FROM STDIN (FORMAT BINARY)",
            cancellationToken);
        foreach (var trade in trades)
        {
            await rows.StartRowAsync(cancellationToken);
            await rows.WriteAsync(instrument.Venue, NpgsqlDbType.Text, cancellationToken);
            await rows.WriteAsync(instrument.Symbol, NpgsqlDbType.Text, cancellationToken);
            await rows.WriteAsync(trade.TradeId, NpgsqlDbType.Bigint, cancellationToken);
            await rows.WriteAsync(trade.Price, NpgsqlDbType.Numeric, cancellationToken);
            await rows.WriteAsync(trade.Quantity, NpgsqlDbType.Numeric, cancellationToken);
            await rows.WriteAsync((short)trade.Side, NpgsqlDbType.Smallint, cancellationToken);
            await rows.WriteAsync(trade.ExchangeTime, NpgsqlDbType.TimestampTz, cancellationToken);
            await rows.WriteAsync(trade.ReceivedTime, NpgsqlDbType.TimestampTz, cancellationToken);
        }

        await rows.CompleteAsync(cancellationToken);
    }

    public static async Task<int> InsertAsync(
        NpgsqlConnection connection,
        InstrumentId instrument,
        IReadOnlyList<Trade> trades,
        CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText =
            """
            INSERT INTO trades (venue, symbol, trade_id, price, quantity, side, exchange_time, received_time)
            SELECT @venue, @symbol, t.* FROM unnest(@id, @price, @quantity, @side, @exchange, @received) AS t
            ON CONFLICT DO NOTHING
            """;
        var parameters = command.Parameters;
        parameters.AddWithValue("venue", instrument.Venue);
        parameters.AddWithValue("symbol", instrument.Symbol);
        parameters.AddWithValue("id", NpgsqlDbType.Array | NpgsqlDbType.Bigint, Column(trades, static trade => trade.TradeId));
        parameters.AddWithValue("price", NpgsqlDbType.Array | NpgsqlDbType.Numeric, Column(trades, static trade => trade.Price));
        parameters.AddWithValue("quantity", NpgsqlDbType.Array | NpgsqlDbType.Numeric, Column(trades, static trade => trade.Quantity));
        parameters.AddWithValue("side", NpgsqlDbType.Array | NpgsqlDbType.Smallint, Column(trades, static trade => (short)trade.Side));
        parameters.AddWithValue("exchange", NpgsqlDbType.Array | NpgsqlDbType.TimestampTz, Column(trades, static trade => trade.ExchangeTime));
        parameters.AddWithValue("received", NpgsqlDbType.Array | NpgsqlDbType.TimestampTz, Column(trades, static trade => trade.ReceivedTime));
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static T[] Column<T>(IReadOnlyList<Trade> trades, Func<Trade, T> value)
    {
        var column = new T[trades.Count];
        for (var i = 0; i < column.Length; i++)
        {
            column[i] = value(trades[i]);
        }

        return column;
    }
}
