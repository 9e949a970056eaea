using Trading.Contracts;
using Trading.ServiceDefaults.Databases;

namespace Trading.MarketStore.Trades;

/// <summary>
/// What can be said of a table whose key is venue, symbol and an id that rises with time: its ends, its holes, and the id of a time.
/// </summary>
/// <param name="spans">
/// The parts of the table that may hold ids of a range (null does not bound), ascending; no id of one lies inside another.
/// </param>
internal sealed class IdTable(
    Func<SqlSession, InstrumentId, long?, long?, CancellationToken, Task<List<IdSpan>>> spans, string table, string id)
{
    private readonly string _id = id;

    public Task<List<IdSpan>> SpansAsync(
        SqlSession session, InstrumentId instrument, long? fromId, long? toId, CancellationToken cancellationToken) =>
        spans(session, instrument, fromId, toId, cancellationToken);

    /// <summary>A query of one instrument's rows of a span, to which conditions and an order may be added.</summary>
    public Sql Select(InstrumentId instrument, IdSpan span, string columns)
    {
        var sql = instrument.Sql($"SELECT {columns} FROM {table} WHERE venue = @venue AND symbol = @symbol");
        return span.Times is { } times
            ? sql.Add(" AND exchange_time >= @span_from AND exchange_time < @span_to", ("span_from", times.From), ("span_to", times.To))
            : sql;
    }

    public async Task<TradeExtent?> ExtentAsync(SqlSession session, InstrumentId instrument, CancellationToken cancellationToken)
    {
        var all = await SpansAsync(session, instrument, fromId: null, toId: null, cancellationToken);
        var first = await EndAsync(session, instrument, all, _id, cancellationToken);
        all.Reverse();
        var last = first is null ? null : await EndAsync(session, instrument, all, _id + " DESC", cancellationToken);
        return first is { } low && last is { } high ? new TradeExtent(low.Id, high.Id, low.Time, high.Time) : null;
    }

    public async Task<IReadOnlyList<IdRange>> MissingIdsAsync(
        SqlSession session, InstrumentId instrument, long fromId, long toId, CancellationToken cancellationToken)
    {
        if (fromId > toId)
        {
            return [];
        }

        var parts = await SpansAsync(session, instrument, fromId, toId, cancellationToken);
        if (parts.Count == 0)
        {
            return [new IdRange(fromId, toId)];
        }

        var part = parts[0] is { Times: { } begin } && parts[^1] is { Times: { } end }
            ? parts[0] with { Times = begin with { To = end.To } }
            : parts[0];
        var range = $" AND {_id} BETWEEN @from_id AND @to_id";

        // Each present id and the one before it: only pairs that are not neighbours come back, however long the range is.
        var present = Select(instrument, part, $"{_id} AS id, lag({_id}, 1, @before_first) OVER (ORDER BY {_id}) AS before")
            .Add(range, ("before_first", fromId - 1), ("from_id", fromId), ("to_id", toId));
        var missing = await session.QueryAsync(
            present.Within("SELECT before, id FROM (", ") AS present WHERE id > before + 1 ORDER BY id"),
            row => new IdRange(row.Int64(0) + 1, row.Int64(1) - 1),
            cancellationToken);
        var highest = await session.FirstAsync(
            Select(instrument, part, $"max({_id})").Add(range, ("from_id", fromId), ("to_id", toId)),
            row => row.Int64OrNull(0),
            cancellationToken) ?? fromId - 1;
        if (highest < toId)
        {
            missing.Add(new IdRange(highest + 1, toId));
        }

        return missing;
    }

    /// <summary>
    /// Lowest stored id whose exchange time is not before <paramref name="time"/>, by bisection over the key; null when none is.
    /// </summary>
    public async Task<long?> FirstIdAtAsync(SqlSession session, InstrumentId instrument, DateTime time, CancellationToken cancellationToken)
    {
        foreach (var span in await SpansAsync(session, instrument, fromId: null, toId: null, cancellationToken))
        {
            if (!(span.Times?.To <= time) && await FirstIdAtAsync(session, instrument, span, time, cancellationToken) is { } id)
            {
                return id;
            }
        }

        return null;
    }

    private async Task<long?> FirstIdAtAsync(
        SqlSession session, InstrumentId instrument, IdSpan span, DateTime time, CancellationToken cancellationToken)
    {
        if (await EndAsync(session, instrument, [span], _id, cancellationToken) is not { } first)
        {
            return null;
        }

        if (first.Time >= time)
        {
            return first.Id;
        }

        if (await EndAsync(session, instrument, [span], _id + " DESC", cancellationToken) is not { } last || last.Time < time)
        {
            return null;
        }

        await using var probe = session.Command(
            Select(instrument, span, $"{_id}, exchange_time").Add($" AND {_id} >= @id ORDER BY {_id} LIMIT 1", ("id", 0L)));
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

            var row = new SqlRow(reader);
            if (row.Time(1) < time)
            {
                low = row.Int64(0) + 1;
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
        SqlSession session, InstrumentId instrument, List<IdSpan> parts, string order, CancellationToken cancellationToken)
    {
        foreach (var part in parts)
        {
            var end = await session.FirstAsync(
                Select(instrument, part, $"{_id}, exchange_time").Add($" ORDER BY {order} LIMIT 1"),
                row => ((long, DateTime)?)(row.Int64(0), row.Time(1)),
                cancellationToken);
            if (end is not null)
            {
                return end;
            }
        }

        return null;
    }
}
