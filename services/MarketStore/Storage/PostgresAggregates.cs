using Npgsql;
using NpgsqlTypes;
using Trading.Contracts;

namespace Trading.MarketStore.Storage;

internal static class PostgresAggregates
{
    private const string Columns = "venue, symbol, agg_id, price, quantity, first_trade_id, last_trade_id, exchange_time, side, best_match";

    public static async Task<bool> AnyInRangeAsync(
        NpgsqlConnection connection, InstrumentId instrument, IReadOnlyList<AggregateTrade> trades, CancellationToken cancellationToken)
    {
        await using var command = connection.Command(
            "SELECT agg_id FROM agg_trades WHERE venue = @venue AND symbol = @symbol AND agg_id BETWEEN @first AND @last ORDER BY agg_id LIMIT 1", instrument)
            .With("first", trades.Min(trade => trade.Id)).With("last", trades.Max(trade => trade.Id));
        return await command.ExecuteScalarAsync(cancellationToken) is not null;
    }

    public static async Task CopyAsync(
        NpgsqlConnection connection, InstrumentId instrument, IReadOnlyList<AggregateTrade> trades, CancellationToken cancellationToken)
    {
        await using var rows = await connection.BeginBinaryImportAsync($"COPY agg_trades ({Columns}) FROM STDIN (FORMAT BINARY)", cancellationToken);
        foreach (var trade in trades)
        {
            await rows.StartRowAsync(cancellationToken);
            await rows.WriteAsync(instrument.Venue, NpgsqlDbType.Text, cancellationToken);
            await rows.WriteAsync(instrument.Symbol, NpgsqlDbType.Text, cancellationToken);
            await rows.WriteAsync(trade.Id, NpgsqlDbType.Bigint, cancellationToken);
            await rows.WriteAsync(trade.Price, NpgsqlDbType.Numeric, cancellationToken);
            await rows.WriteAsync(trade.Quantity, NpgsqlDbType.Numeric, cancellationToken);
            await rows.WriteAsync(trade.FirstTradeId, NpgsqlDbType.Bigint, cancellationToken);
            await rows.WriteAsync(trade.LastTradeId, NpgsqlDbType.Bigint, cancellationToken);
            await rows.WriteAsync(trade.Time, NpgsqlDbType.TimestampTz, cancellationToken);
            await rows.WriteAsync((short)trade.Side, NpgsqlDbType.Smallint, cancellationToken);
            if (trade.BestMatch is { } best)
            {
                await rows.WriteAsync(best, NpgsqlDbType.Boolean, cancellationToken);
            }
            else
            {
                await rows.WriteNullAsync(cancellationToken);
            }
        }

        await rows.CompleteAsync(cancellationToken);
    }

    public static async Task<int> InsertAsync(
        NpgsqlConnection connection, InstrumentId instrument, IReadOnlyList<AggregateTrade> trades, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText =
            $"""
            INSERT INTO agg_trades ({Columns})
            SELECT @venue, @symbol, t.* FROM unnest(@id, @price, @quantity, @first, @last, @time, @side, @best) AS t
            ON CONFLICT DO NOTHING
            """;
        var parameters = command.Parameters;
        parameters.AddWithValue("venue", instrument.Venue);
        parameters.AddWithValue("symbol", instrument.Symbol);
        Add("id", NpgsqlDbType.Bigint, trade => trade.Id);
        Add("price", NpgsqlDbType.Numeric, trade => trade.Price);
        Add("quantity", NpgsqlDbType.Numeric, trade => trade.Quantity);
        Add("first", NpgsqlDbType.Bigint, trade => trade.FirstTradeId);
        Add("last", NpgsqlDbType.Bigint, trade => trade.LastTradeId);
        Add("time", NpgsqlDbType.TimestampTz, trade => trade.Time);
        Add("side", NpgsqlDbType.Smallint, trade => (short)trade.Side);
        Add("best", NpgsqlDbType.Boolean, trade => trade.BestMatch);
        return await command.ExecuteNonQueryAsync(cancellationToken);

        void Add<T>(string name, NpgsqlDbType type, Func<AggregateTrade, T> value) =>
            parameters.AddWithValue(name, NpgsqlDbType.Array | type, trades.Select(value).ToArray());
    }
}
