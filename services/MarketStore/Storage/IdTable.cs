using System.Data.Common;
using Trading.Contracts;

namespace Trading.MarketStore.Storage;

/// <summary>
/// What can be said of a table whose key is venue, symbol and an id that rises with time: its ends, its holes, and the id of a time.
/// </summary>
internal sealed class IdTable(ISqlDialect dialect, string table, string id)
{
    private readonly string _id = id;
    private readonly string _from = $" FROM {table} WHERE venue = @venue AND symbol = @symbol";

    public async Task<TradeExtent?> ExtentAsync(InstrumentId instrument, CancellationToken cancellationToken)
    {
        await using var connection = await dialect.OpenAsync(cancellationToken);
        return await EndAsync(connection, instrument, _id, cancellationToken) is { } first
            && await EndAsync(connection, instrument, _id + " DESC", cancellationToken) is { } last
                ? new TradeExtent(first.Id, last.Id, first.Time, last.Time)
                : null;
    }

    public async Task<IReadOnlyList<IdRange>> MissingIdsAsync(InstrumentId instrument, long fromId, long toId, CancellationToken cancellationToken)
    {
        // Each present id and the one before it: only pairs that are not neighbours come back, however long the range is.
        var pairs = $"""
            SELECT before, id FROM (
                SELECT {_id} AS id, lag({_id}, 1, @before_first) OVER (ORDER BY {_id}) AS before {_from}
                AND {_id} BETWEEN @from_id AND @to_id) AS present
            WHERE id > before + 1 ORDER BY id
            """;
        var missing = new List<IdRange>();
        if (fromId > toId)
        {
            return missing;
        }

        await using var connection = await dialect.OpenAsync(cancellationToken);
        await using var command = connection.Command(pairs, instrument).With("before_first", fromId - 1).With("from_id", fromId).With("to_id", toId);
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                missing.Add(new IdRange(reader.GetInt64(0) + 1, reader.GetInt64(1) - 1));
            }
        }

        await using var last = connection.Command($"SELECT max({_id}) {_from} AND {_id} BETWEEN @from_id AND @to_id", instrument)
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
        if (await EndAsync(connection, instrument, _id, cancellationToken) is not { } first
            || await EndAsync(connection, instrument, _id + " DESC", cancellationToken) is not { } last
            || last.Time < time)
        {
            return null;
        }

        await using var probe = connection.Command(
            $"SELECT {_id}, exchange_time {_from} AND {_id} >= @id ORDER BY {_id} LIMIT 1", instrument).With("id", 0L);
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
        await using var command = connection.Command($"SELECT {_id}, exchange_time {_from} ORDER BY {order} LIMIT 1", instrument);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? (reader.GetInt64(0), dialect.ReadTime(reader, 1)) : null;
    }
}
