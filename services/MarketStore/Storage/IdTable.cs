using System.Data.Common;
using Trading.Contracts;

namespace Trading.MarketStore.Storage;

/// <summary>
/// What can be said of a table whose key is venue, symbol and an id that rises with time: its ends, its holes, and the id of a time.
/// </summary>
internal sealed class IdTable(ISqlDialect dialect, IIdSpans spans, string table, string id)
{
    private readonly string _id = id;

    /// <summary>The parts of the table that may hold ids of the range, ascending.</summary>
    public ValueTask<List<IdSpan>> SpansAsync(
        DbConnection connection, InstrumentId instrument, long? fromId, long? toId, CancellationToken cancellationToken) =>
        spans.ReadAsync(connection, instrument, fromId, toId, cancellationToken);

    /// <summary>A query of one instrument's rows of a span, to which conditions and an order may be added.</summary>
    public DbCommand Select(DbConnection connection, InstrumentId instrument, IdSpan span, string columns)
    {
        var command = connection.Command($"SELECT {columns} FROM {table} WHERE venue = @venue AND symbol = @symbol", instrument);
        if (span.Times is { } times)
        {
            command.CommandText += " AND exchange_time >= @span_from AND exchange_time < @span_to";
            command.With("span_from", dialect.Time(times.From)).With("span_to", dialect.Time(times.To));
        }

        return command;
    }

    public async Task<TradeExtent?> ExtentAsync(InstrumentId instrument, CancellationToken cancellationToken)
    {
        await using var connection = await dialect.OpenAsync(cancellationToken);
        var all = await spans.ReadAsync(connection, instrument, fromId: null, toId: null, cancellationToken);
        var first = await EndAsync(connection, instrument, all, _id, cancellationToken);
        all.Reverse();
        var last = first is null ? null : await EndAsync(connection, instrument, all, _id + " DESC", cancellationToken);
        return first is { } low && last is { } high ? new TradeExtent(low.Id, high.Id, low.Time, high.Time) : null;
    }

    public async Task<IReadOnlyList<IdRange>> MissingIdsAsync(InstrumentId instrument, long fromId, long toId, CancellationToken cancellationToken)
    {
        var missing = new List<IdRange>();
        if (fromId > toId)
        {
            return missing;
        }

        await using var connection = await dialect.OpenAsync(cancellationToken);
        var parts = await spans.ReadAsync(connection, instrument, fromId, toId, cancellationToken);
        if (parts.Count == 0)
        {
            return [new IdRange(fromId, toId)];
        }

        var part = parts[0] is { Times: { } begin } && parts[^1] is { Times: { } end } ? parts[0] with { Times = begin with { To = end.To } } : parts[0];

        // Each present id and the one before it: only pairs that are not neighbours come back, however long the range is.
        await using var command = Select(connection, instrument, part, $"{_id} AS id, lag({_id}, 1, @before_first) OVER (ORDER BY {_id}) AS before")
            .With("before_first", fromId - 1).With("from_id", fromId).With("to_id", toId);
        command.CommandText = $"SELECT before, id FROM ({command.CommandText} AND {_id} BETWEEN @from_id AND @to_id) AS present WHERE id > before + 1 ORDER BY id";
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                missing.Add(new IdRange(reader.GetInt64(0) + 1, reader.GetInt64(1) - 1));
            }
        }

        await using var last = Select(connection, instrument, part, $"max({_id})").With("from_id", fromId).With("to_id", toId);
        last.CommandText += $" AND {_id} BETWEEN @from_id AND @to_id";
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
        foreach (var span in await spans.ReadAsync(connection, instrument, fromId: null, toId: null, cancellationToken))
        {
            if (!(span.Times?.To <= time) && await FirstIdAtAsync(connection, instrument, span, time, cancellationToken) is { } id)
            {
                return id;
            }
        }

        return null;
    }

    private async Task<long?> FirstIdAtAsync(
        DbConnection connection, InstrumentId instrument, IdSpan span, DateTime time, CancellationToken cancellationToken)
    {
        if (await EndAsync(connection, instrument, [span], _id, cancellationToken) is not { } first)
        {
            return null;
        }

        if (first.Time >= time)
        {
            return first.Id;
        }

        if (await EndAsync(connection, instrument, [span], _id + " DESC", cancellationToken) is not { } last || last.Time < time)
        {
            return null;
        }

        await using var probe = Select(connection, instrument, span, $"{_id}, exchange_time").With("id", 0L);
        probe.CommandText += $" AND {_id} >= @id ORDER BY {_id} LIMIT 1";
        var (low, high) = (first.Id, last.Id);
        while (low < high)
        {
            var middle = low + (high - low) / 2;
            probe.Parameters["id"].Value = middle;
            await using var reader = await probe.ExecuteReaderAsync(cancellationToken);
            if (!await reader.ReadAsync(cancellationToken))
            {
                // Its day has been dropped meanwhile.
                return null;
            }

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

    /// <summary>The first row in this order, of the first span that has one.</summary>
    private async Task<(long Id, DateTime Time)?> EndAsync(
        DbConnection connection, InstrumentId instrument, List<IdSpan> parts, string order, CancellationToken cancellationToken)
    {
        foreach (var part in parts)
        {
            await using var command = Select(connection, instrument, part, $"{_id}, exchange_time");
            command.CommandText += $" ORDER BY {order} LIMIT 1";
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            if (await reader.ReadAsync(cancellationToken))
            {
                return (reader.GetInt64(0), dialect.ReadTime(reader, 1));
            }
        }

        return null;
    }
}
