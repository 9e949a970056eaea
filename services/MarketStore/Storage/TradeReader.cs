using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Trading.Contracts;

namespace Trading.MarketStore.Storage;

internal sealed class TradeReader(ISqlDialect dialect, IdTable ids)
{
    public async IAsyncEnumerable<Trade> ReadAsync(
        InstrumentId instrument,
        TradeQuery query,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var connection = await dialect.OpenAsync(cancellationToken);
        var fromId = query.FromId;
        if (query.From is { } from && await ids.FirstIdAtAsync(connection, instrument, from, cancellationToken) is var first)
        {
            if (first is null)
            {
                yield break;
            }

            fromId = Math.Max(fromId ?? long.MinValue, first.Value);
        }

        var toId = query.ToId;
        if (query.To is { } to && await ids.FirstIdAtAsync(connection, instrument, to, cancellationToken) is { } end)
        {
            toId = Math.Min(toId ?? long.MaxValue, end - 1);
        }

        var spans = await ids.SpansAsync(connection, instrument, fromId, toId, cancellationToken);
        if (!query.Newest)
        {
            await foreach (var trade in RowsAsync(connection, instrument, spans, (fromId, toId), "trade_id", query.Limit, cancellationToken))
            {
                yield return trade;
            }

            yield break;
        }

        spans.Reverse();
        var descending = new Stack<Trade>();
        await foreach (var trade in RowsAsync(connection, instrument, spans, (fromId, toId), "trade_id DESC", query.Limit, cancellationToken))
        {
            descending.Push(trade);
        }

        foreach (var trade in descending)
        {
            yield return trade;
        }
    }

    /// <summary>Span after span, until there are enough.</summary>
    private async IAsyncEnumerable<Trade> RowsAsync(
        DbConnection connection,
        InstrumentId instrument,
        List<IdSpan> spans,
        (long? From, long? To) range,
        string order,
        int? limit,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var left = limit ?? int.MaxValue;
        foreach (var span in spans)
        {
            if (left <= 0)
            {
                yield break;
            }

            await using var command = ids.Select(connection, instrument, span, "trade_id, price, quantity, side, exchange_time, received_time");
            var sql = new StringBuilder(command.CommandText);
            command.And(sql, "trade_id >= @from_id", "from_id", range.From);
            command.And(sql, "trade_id <= @to_id", "to_id", range.To);
            sql.Append(" ORDER BY ").Append(order);
            if (limit is not null)
            {
                sql.Append(CultureInfo.InvariantCulture, $" LIMIT {left}");
            }

            command.CommandText = sql.ToString();
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                left--;
                yield return Row(reader);
            }
        }
    }

    private Trade Row(DbDataReader reader) => new(
        reader.GetInt64(0),
        dialect.ReadNumber(reader, 1),
        dialect.ReadNumber(reader, 2),
        (Side)reader.GetInt16(3),
        dialect.ReadTime(reader, 4),
        dialect.ReadTime(reader, 5));
}
