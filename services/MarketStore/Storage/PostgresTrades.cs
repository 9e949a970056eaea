using Npgsql;
using NpgsqlTypes;
using Trading.Contracts;

namespace Trading.MarketStore.Storage;

internal static class PostgresTrades
{
    private const string RecordDays =
        """
        INSERT INTO trade_days AS known (venue, symbol, day, first_id, last_id)
        SELECT @venue, @symbol, d.* FROM unnest(@day, @first, @last) AS d
        ON CONFLICT (venue, symbol, day) DO UPDATE SET first_id = least(known.first_id, excluded.first_id), last_id = greatest(known.last_id, excluded.last_id)
        WHERE excluded.first_id < known.first_id OR excluded.last_id > known.last_id
        """;

    public static async Task<bool> AnyInRangeAsync(
        NpgsqlConnection connection, InstrumentId instrument, List<TradeDay> days, CancellationToken cancellationToken)
    {
        await using var command = connection.Command(
            // In the key's order: a bare EXISTS over a table without statistics is planned as a scan of all of it.
            """
            SELECT trade_id FROM trades WHERE venue = @venue AND symbol = @symbol AND trade_id BETWEEN @first AND @last
            AND exchange_time >= @from AND exchange_time < @to ORDER BY trade_id LIMIT 1
            """,
            instrument)
            .With("first", days.Min(day => day.FirstId)).With("last", days.Max(day => day.LastId))
            .With("from", days[0].Start).With("to", days[^1].Start.AddDays(1));
        return await command.ExecuteScalarAsync(cancellationToken) is not null;
    }

    public static async Task CopyAsync(
        NpgsqlConnection connection, InstrumentId instrument, IReadOnlyList<Trade> trades, List<TradeDay> days, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await CopyAsync(connection, instrument, trades, cancellationToken);
        await using var record = new NpgsqlCommand(RecordDays, connection);
        Bind(record.Parameters, instrument, days);
        await record.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Both statements or none: a batch is one transaction.</summary>
    public static async Task<int> InsertAsync(
        NpgsqlConnection connection, InstrumentId instrument, IReadOnlyList<Trade> trades, List<TradeDay> days, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        var insert = new NpgsqlBatchCommand(
            """
            INSERT INTO trades (venue, symbol, trade_id, price, quantity, side, exchange_time, received_time)
            SELECT @venue, @symbol, t.* FROM unnest(@id, @price, @quantity, @side, @exchange, @received) AS t
            ON CONFLICT DO NOTHING
            """);
        var parameters = insert.Parameters;
        parameters.AddWithValue("venue", instrument.Venue);
        parameters.AddWithValue("symbol", instrument.Symbol);
        parameters.AddWithValue("id", NpgsqlDbType.Array | NpgsqlDbType.Bigint, Column(trades, static trade => trade.TradeId));
        parameters.AddWithValue("price", NpgsqlDbType.Array | NpgsqlDbType.Numeric, Column(trades, static trade => trade.Price));
        parameters.AddWithValue("quantity", NpgsqlDbType.Array | NpgsqlDbType.Numeric, Column(trades, static trade => trade.Quantity));
        parameters.AddWithValue("side", NpgsqlDbType.Array | NpgsqlDbType.Smallint, Column(trades, static trade => (short)trade.Side));
        parameters.AddWithValue("exchange", NpgsqlDbType.Array | NpgsqlDbType.TimestampTz, Column(trades, static trade => trade.ExchangeTime));
        parameters.AddWithValue("received", NpgsqlDbType.Array | NpgsqlDbType.TimestampTz, Column(trades, static trade => trade.ReceivedTime));
        var record = new NpgsqlBatchCommand(RecordDays);
        Bind(record.Parameters, instrument, days);
        batch.BatchCommands.Add(insert);
        batch.BatchCommands.Add(record);
        await batch.ExecuteNonQueryAsync(cancellationToken);
        return insert.RecordsAffected;
    }

    private static void Bind(NpgsqlParameterCollection parameters, InstrumentId instrument, List<TradeDay> days)
    {
        parameters.AddWithValue("venue", instrument.Venue);
        parameters.AddWithValue("symbol", instrument.Symbol);
        parameters.AddWithValue("day", NpgsqlDbType.Array | NpgsqlDbType.TimestampTz, days.ConvertAll(day => day.Start));
        parameters.AddWithValue("first", NpgsqlDbType.Array | NpgsqlDbType.Bigint, days.ConvertAll(day => day.FirstId));
        parameters.AddWithValue("last", NpgsqlDbType.Array | NpgsqlDbType.Bigint, days.ConvertAll(day => day.LastId));
    }

    private static async Task CopyAsync(
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
