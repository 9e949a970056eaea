using Trading.Contracts;
using Trading.ServiceDefaults.Databases;

namespace Trading.MarketStore.Gaps;

internal sealed class GapLedger(Database database) : IGapLedger
{
    private const int DefaultLimit = 1000;

    private const string Select =
        "SELECT id, venue, symbol, kind, interval, from_id, to_id, from_time, to_time, state, reason, detected_at, closed_at, series FROM "
            + "gaps WHERE ";

    public async Task<Gap> OpenGapAsync(Gap gap, CancellationToken cancellationToken = default)
    {
        await using var session = await database.SessionAsync("market.gaps.open", cancellationToken);
        if (await session.FirstAsync(SameOpenGap(gap), Read, cancellationToken) is { } known)
        {
            return known;
        }

        await session.ExecuteAsync(
            gap.Instrument.Sql(
                """
                INSERT INTO gaps (id, venue, symbol, kind, interval, from_id, to_id, from_time, to_time, state, reason, detected_at,
                    closed_at, series)
                VALUES (@id, @venue, @symbol, @kind, @interval, @from_id, @to_id, @from_time, @to_time, @state, @reason, @detected_at,
                    @closed_at, @series)
                ON CONFLICT (id) DO NOTHING
                """,
                ("id", gap.Id), ("kind", (short)gap.Kind), ("interval", gap.Interval?.Code), ("from_id", gap.FromId), ("to_id", gap.ToId),
                ("from_time", gap.From), ("to_time", gap.To), ("state", (short)gap.State), ("reason", gap.Reason),
                ("detected_at", gap.DetectedAt),
                ("closed_at", gap.ClosedAt), ("series", (short)gap.Series)),
            cancellationToken);
        return await FindAsync(session, gap.Id, cancellationToken) ?? gap;
    }

    public async Task<bool> CloseGapAsync(
        Guid id, GapState state, DateTime closedAt, string? reason = null, CancellationToken cancellationToken = default)
    {
        if (state == GapState.Open)
        {
            throw new ArgumentOutOfRangeException(nameof(state), state, "A gap is closed as healed or unrecoverable.");
        }

        await using var session = await database.SessionAsync("market.gaps.close", cancellationToken);
        return await session.ExecuteAsync(
            new(
                $"UPDATE gaps SET state = @state, closed_at = @closed_at{(reason is null ? "" : ", reason = @reason")} WHERE id = @id AND "
                    + $"state = {(int)GapState.Open}",
                ("state", (short)state), ("closed_at", closedAt), ("reason", reason), ("id", id)),
            cancellationToken) > 0;
    }

    public async Task<Gap?> GetGapAsync(Guid id, CancellationToken cancellationToken = default)
    {
        await using var session = await database.SessionAsync("market.gaps.get", cancellationToken);
        return await FindAsync(session, id, cancellationToken);
    }

    public async Task<IReadOnlyList<Gap>> ListGapsAsync(GapFilter filter = default, CancellationToken cancellationToken = default)
    {
        await using var session = await database.SessionAsync("market.gaps.list", cancellationToken);
        return await session.QueryAsync(
            new Sql(Select + "1 = 1")
                .And("state = @state", "state", (short?)filter.State)
                .And("venue = @venue", "venue", filter.Venue)
                .And("symbol = @symbol", "symbol", filter.Symbol)
                .And("kind = @kind", "kind", (short?)filter.Kind)
                .Add(" ORDER BY detected_at DESC, id").Limit(filter.Limit > 0 ? filter.Limit : DefaultLimit),
            Read,
            cancellationToken);
    }

    private static Task<Gap?> FindAsync(SqlSession session, Guid id, CancellationToken cancellationToken) =>
        session.FirstAsync(new(Select + "id = @id", ("id", id)), Read, cancellationToken);

    private static Sql SameOpenGap(Gap gap)
    {
        var sql = gap.Instrument.Sql($"{Select}venue = @venue AND symbol = @symbol AND state = {(int)GapState.Open}")
            .And("kind = @kind", "kind", (short)gap.Kind)
            .And("series = @series", "series", (short)gap.Series)
            .And("interval = @interval", "interval", gap.Interval?.Code);
        sql = gap.FromId is null
            ? sql.Add(
                " AND from_id IS NULL AND from_time = @from_time AND to_time = @to_time", ("from_time", gap.From), ("to_time", gap.To))
            : sql.Add(" AND from_id = @from_id AND to_id = @to_id", ("from_id", gap.FromId), ("to_id", gap.ToId));
        return sql.Limit(1);
    }

    private static Gap Read(SqlRow row) => new()
    {
        Id = row.Id(0),
        Instrument = new InstrumentId(row.Text(1), row.Text(2)),
        Kind = (MarketDataKind)row.Int32(3),
        Interval = row.IsNull(4) ? null : BarInterval.Parse(row.Text(4)),
        FromId = row.Int64OrNull(5),
        ToId = row.Int64OrNull(6),
        From = row.Time(7),
        To = row.Time(8),
        State = (GapState)row.Int32(9),
        Reason = row.Text(10),
        DetectedAt = row.Time(11),
        ClosedAt = row.TimeOrNull(12),
        Series = (BarSeries)row.Int32(13),
    };
}
