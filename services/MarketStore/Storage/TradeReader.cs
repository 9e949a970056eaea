using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Trading.Contracts;

namespace Trading.MarketStore.Storage;

internal sealed class TradeReader(ISqlDialect dialect, IdTable ids)
{
    private const string OfInstrument = " FROM trades WHERE venue = @venue AND symbol = @symbol";

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

        await using var command = connection.Command("", instrument);
        var sql = new StringBuilder("SELECT trade_id, price, quantity, side, exchange_time, received_time").Append(OfInstrument);
        command.And(sql, "trade_id >= @from_id", "from_id", fromId);
        command.And(sql, "trade_id <= @to_id", "to_id", toId);
        sql.Append(query.Newest ? " ORDER BY trade_id DESC" : " ORDER BY trade_id");
        if (query.Limit is { } limit)
        {
            sql.Append(CultureInfo.InvariantCulture, $" LIMIT {limit}");
        }

        command.CommandText = sql.ToString();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!query.Newest)
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                yield return Row(reader);
            }

            yield break;
        }

        var descending = new Stack<Trade>();
        while (await reader.ReadAsync(cancellationToken))
        {
            descending.Push(Row(reader));
        }

        foreach (var trade in descending)
        {
            yield return trade;
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
