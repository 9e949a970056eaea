using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Trading.Contracts;

namespace Trading.MarketStore.Storage;

internal sealed class TradeReader(ISqlDialect dialect)
{
    private const string OfInstrument = " FROM trades WHERE venue = @venue AND symbol = @symbol";

    public async IAsyncEnumerable<Trade> ReadAsync(
        InstrumentId instrument,
        TradeQuery query,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var connection = await dialect.OpenAsync(cancellationToken);
        var fromId = query.FromId;
        if (query.From is { } from && await FirstIdAtAsync(connection, instrument, from, cancellationToken) is var first)
        {
            if (first is null)
            {
                yield break;
            }

            fromId = Math.Max(fromId ?? long.MinValue, first.Value);
        }

        var toId = query.ToId;
        if (query.To is { } to && await FirstIdAtAsync(connection, instrument, to, cancellationToken) is { } end)
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

    public async Task<TradeExtent?> ExtentAsync(InstrumentId instrument, CancellationToken cancellationToken)
    {
        await using var connection = await dialect.OpenAsync(cancellationToken);
        return await EndAsync(connection, instrument, "trade_id", cancellationToken) is { } first
            && await EndAsync(connection, instrument, "trade_id DESC", cancellationToken) is { } last
                ? new TradeExtent(first.Id, last.Id, first.Time, last.Time)
                : null;
    }

    public async Task<IReadOnlyList<IdRange>> MissingIdsAsync(InstrumentId instrument, long fromId, long toId, CancellationToken cancellationToken)
    {
        // Each present id and the one before it: only pairs that are not neighbours come back, however long the range is.
        const string Pairs = $"""
            SELECT before, id FROM (
                SELECT trade_id AS id, lag(trade_id, 1, @before_first) OVER (ORDER BY trade_id) AS before {OfInstrument}
                AND trade_id BETWEEN @from_id AND @to_id) AS present
            WHERE id > before + 1 ORDER BY id
            """;
        var missing = new List<IdRange>();
        if (fromId > toId)
        {
            return missing;
        }

        await using var connection = await dialect.OpenAsync(cancellationToken);
        await using var command = connection.Command(Pairs, instrument).With("before_first", fromId - 1).With("from_id", fromId).With("to_id", toId);
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                missing.Add(new IdRange(reader.GetInt64(0) + 1, reader.GetInt64(1) - 1));
            }
        }

        await using var last = connection.Command($"SELECT max(trade_id) {OfInstrument} AND trade_id BETWEEN @from_id AND @to_id", instrument)
            .With("from_id", fromId).With("to_id", toId);
        var highest = await last.ExecuteScalarAsync(cancellationToken) is long id ? id : fromId - 1;
        if (highest < toId)
        {
            missing.Add(new IdRange(highest + 1, toId));
        }

        return missing;
    }

    /// <summary>Lowest stored id whose exchange time is not before <paramref name="time"/>, by bisection over the key; null when none is.</summary>
    public async Task<long?> FirstIdAtAsync(DbConnection connection, InstrumentId instrument, DateTime time, CancellationToken cancellationToken)
    {
        if (await EndAsync(connection, instrument, "trade_id", cancellationToken) is not { } first
            || await EndAsync(connection, instrument, "trade_id DESC", cancellationToken) is not { } last
            || last.Time < time)
        {
            return null;
        }

        await using var probe = connection.Command(
            $"SELECT trade_id, exchange_time {OfInstrument} AND trade_id >= @id ORDER BY trade_id LIMIT 1", instrument).With("id", 0L);
        var (low, high) = (first.Id, last.Id);
        while (low < high)
        {
            var middle = low + (high - low) / 2;
            probe.Parameters["id"].Value = middle;
            await using var reader = await probe.ExecuteReaderAsync(cancellationToken);
            await reader.ReadAsync(cancellationToken);
            if (dialect.ReadTime(reader, 1) < time)
            {
                low = reader.GetInt64(0) + 1;
            }
            else
            {
                high = middle;
            }
        }

        probe.Parameters["id"].Value = low;
        return (long?)await probe.ExecuteScalarAsync(cancellationToken);
    }

    private async Task<(long Id, DateTime Time)?> EndAsync(
        DbConnection connection,
        InstrumentId instrument,
        string order,
        CancellationToken cancellationToken)
    {
        await using var command = connection.Command($"SELECT trade_id, exchange_time {OfInstrument} ORDER BY {order} LIMIT 1", instrument);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? (reader.GetInt64(0), dialect.ReadTime(reader, 1)) : null;
    }

    private Trade Row(DbDataReader reader) => new(
        reader.GetInt64(0),
        dialect.ReadNumber(reader, 1),
        dialect.ReadNumber(reader, 2),
        (Side)reader.GetInt16(3),
        dialect.ReadTime(reader, 4),
        dialect.ReadTime(reader, 5));
}
