using System.Data.Common;
using System.Globalization;
using System.Text;
using Trading.Contracts;

namespace Trading.MarketStore.Storage;

internal sealed class GapLedger(ISqlDialect dialect)
{
    private const string Select =
        "SELECT id, venue, symbol, kind, interval, from_id, to_id, from_time, to_time, state, reason, detected_at, closed_at, series FROM gaps";

    public async Task<Gap> OpenAsync(Gap gap, CancellationToken cancellationToken)
    {
        await using var connection = await dialect.OpenAsync(cancellationToken);
        if (await SameOpenGapAsync(connection, gap, cancellationToken) is { } known)
        {
            return known;
        }

        await using var insert = connection.Command(
            """
            INSERT INTO gaps (id, venue, symbol, kind, interval, from_id, to_id, from_time, to_time, state, reason, detected_at, closed_at, series)
            VALUES (@id, @venue, @symbol, @kind, @interval, @from_id, @to_id, @from_time, @to_time, @state, @reason, @detected_at, @closed_at, @series)
            ON CONFLICT (id) DO NOTHING
            """,
            gap.Instrument)
            .With("id", dialect.Id(gap.Id))
            .With("kind", (short)gap.Kind)
            .With("interval", gap.Interval?.Code)
            .With("from_id", gap.FromId)
            .With("to_id", gap.ToId)
            .With("from_time", dialect.Time(gap.From))
            .With("to_time", dialect.Time(gap.To))
            .With("state", (short)gap.State)
            .With("reason", gap.Reason)
            .With("detected_at", dialect.Time(gap.DetectedAt))
            .With("closed_at", gap.ClosedAt is { } closed ? dialect.Time(closed) : null)
            .With("series", (short)gap.Series);
        await insert.ExecuteNonQueryAsync(cancellationToken);
        return await GetAsync(connection, gap.Id, cancellationToken) ?? gap;
    }

    public async Task<bool> CloseAsync(Guid id, GapState state, DateTime closedAt, string? reason, CancellationToken cancellationToken)
    {
        if (state == GapState.Open)
        {
            throw new ArgumentOutOfRangeException(nameof(state), state, "A gap is closed as healed or unrecoverable.");
        }

        await using var connection = await dialect.OpenAsync(cancellationToken);
        await using var update = connection.Command(
            $"UPDATE gaps SET state = @state, closed_at = @closed_at{(reason is null ? "" : ", reason = @reason")} WHERE id = @id AND state = {(int)GapState.Open}")
            .With("state", (short)state)
            .With("closed_at", dialect.Time(closedAt))
            .With("id", dialect.Id(id));
        if (reason is not null)
        {
            update.With("reason", reason);
        }

        return await update.ExecuteNonQueryAsync(cancellationToken) > 0;
    }

    public async Task<Gap?> GetAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var connection = await dialect.OpenAsync(cancellationToken);
        return await GetAsync(connection, id, cancellationToken);
    }

    public async Task<IReadOnlyList<Gap>> ListAsync(GapFilter filter, CancellationToken cancellationToken)
    {
        await using var connection = await dialect.OpenAsync(cancellationToken);
        await using var command = connection.Command("");
        var sql = new StringBuilder(Select).Append(" WHERE 1 = 1");
        command.And(sql, "state = @state", "state", filter.State is { } state ? (short)state : null);
        command.And(sql, "venue = @venue", "venue", filter.Venue);
        command.And(sql, "symbol = @symbol", "symbol", filter.Symbol);
        command.And(sql, "kind = @kind", "kind", filter.Kind is { } kind ? (short)kind : null);
        sql.Append(CultureInfo.InvariantCulture, $" ORDER BY detected_at DESC, id LIMIT {(filter.Limit > 0 ? filter.Limit : 1000)}");
        command.CommandText = sql.ToString();
        return await RowsAsync(command, cancellationToken);
    }

    private async Task<Gap?> GetAsync(DbConnection connection, Guid id, CancellationToken cancellationToken)
    {
        await using var command = connection.Command(Select + " WHERE id = @id").With("id", dialect.Id(id));
        return (await RowsAsync(command, cancellationToken)).SingleOrDefault();
    }

    private async Task<Gap?> SameOpenGapAsync(DbConnection connection, Gap gap, CancellationToken cancellationToken)
    {
        await using var command = connection.Command("", gap.Instrument).With("kind", (short)gap.Kind).With("series", (short)gap.Series);
        var sql = new StringBuilder(Select).Append(
            CultureInfo.InvariantCulture,
            $" WHERE venue = @venue AND symbol = @symbol AND kind = @kind AND series = @series AND state = {(int)GapState.Open}");
        command.And(sql, "interval = @interval", "interval", gap.Interval?.Code);
        if (gap.FromId is not null)
        {
            command.And(sql, "from_id = @from_id AND to_id = @to_id", "from_id", gap.FromId);
            command.With("to_id", gap.ToId);
        }
        else
        {
            command.And(sql, "from_id IS NULL AND from_time = @from_time AND to_time = @to_time", "from_time", dialect.Time(gap.From));
            command.With("to_time", dialect.Time(gap.To));
        }

        command.CommandText = sql.Append(" LIMIT 1").ToString();
        return (await RowsAsync(command, cancellationToken)).SingleOrDefault();
    }

    private async Task<IReadOnlyList<Gap>> RowsAsync(DbCommand command, CancellationToken cancellationToken)
    {
        var gaps = new List<Gap>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            gaps.Add(new Gap
            {
                Id = dialect.ReadId(reader, 0),
                Instrument = new InstrumentId(reader.GetString(1), reader.GetString(2)),
                Kind = (MarketDataKind)reader.GetInt16(3),
                Interval = reader.IsDBNull(4) ? null : BarInterval.Parse(reader.GetString(4)),
                FromId = reader.IsDBNull(5) ? null : reader.GetInt64(5),
                ToId = reader.IsDBNull(6) ? null : reader.GetInt64(6),
                From = dialect.ReadTime(reader, 7),
                To = dialect.ReadTime(reader, 8),
                State = (GapState)reader.GetInt16(9),
                Reason = reader.GetString(10),
                DetectedAt = dialect.ReadTime(reader, 11),
                ClosedAt = reader.IsDBNull(12) ? null : dialect.ReadTime(reader, 12),
                Series = (BarSeries)reader.GetInt16(13),
            });
        }

        return gaps;
    }
}
