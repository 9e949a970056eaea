using System.Data.Common;
using System.Runtime.CompilerServices;
using Trading.Contracts;

namespace Trading.MarketStore.Storage;

internal sealed class AggregateReader(ISqlDialect dialect, IdTable ids)
{
    public async Task<IdRange?> IdsOfAsync(InstrumentId instrument, DateTime from, DateTime to, CancellationToken cancellationToken)
    {
        await using var connection = await dialect.OpenAsync(cancellationToken);
        if (await ids.FirstIdAtAsync(connection, instrument, from, cancellationToken) is not { } first)
        {
            return null;
        }

        await using var command = connection.Command(
            """
            SELECT max(agg_id) FROM agg_trades WHERE venue = @venue AND symbol = @symbol AND agg_id >= @first AND agg_id < @end
            """,
            instrument)
            .With("first", first)
            .With("end", await ids.FirstIdAtAsync(connection, instrument, to, cancellationToken) ?? long.MaxValue);
        return await command.ExecuteScalarAsync(cancellationToken) is long last ? new IdRange(first, last) : null;
    }

    public async IAsyncEnumerable<AggregateTrade> ReadAsync(
        InstrumentId instrument, IdRange range, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var connection = await dialect.OpenAsync(cancellationToken);
        await using var command = connection.Command(
            """
            SELECT agg_id, price, quantity, first_trade_id, last_trade_id, exchange_time, side, best_match FROM agg_trades
            WHERE venue = @venue AND symbol = @symbol AND agg_id BETWEEN @first AND @last ORDER BY agg_id
            """,
            instrument).With("first", range.First).With("last", range.Last);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            yield return Row(reader);
        }
    }

    private AggregateTrade Row(DbDataReader reader) => new(
        reader.GetInt64(0),
        dialect.ReadNumber(reader, 1),
        dialect.ReadNumber(reader, 2),
        reader.GetInt64(3),
        reader.GetInt64(4),
        dialect.ReadTime(reader, 5),
        (Side)reader.GetInt16(6),
        reader.IsDBNull(7) ? null : reader.GetBoolean(7));
}
