using System.Data.Common;
using System.Text;
using Trading.Contracts;

namespace Trading.MarketStore.Storage;

/// <summary>
/// Which ids an instrument has on which day: written with the trades in one transaction, so that a query for ids or for the newest
/// trade asks the few days that hold them and not all.
/// </summary>
internal sealed class TradeDays(ISqlDialect dialect) : IIdSpans
{
    public async ValueTask<List<IdSpan>> ReadAsync(
        DbConnection connection, InstrumentId instrument, long? fromId, long? toId, CancellationToken cancellationToken)
    {
        await using var command = connection.Command("", instrument);
        var sql = new StringBuilder("SELECT day, first_id, last_id FROM trade_days WHERE venue = @venue AND symbol = @symbol");
        command.And(sql, "last_id >= @from_id", "from_id", fromId);
        command.And(sql, "first_id <= @to_id", "to_id", toId);
        command.CommandText = sql.Append(" ORDER BY day").ToString();
        var spans = new List<IdSpan>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var day = dialect.ReadTime(reader, 0);
            var span = new IdSpan(reader.GetInt64(1), reader.GetInt64(2), new TimeRange(day, day.AddDays(1)));

            // Ids rise with time; where a venue has broken that around midnight, the days are read as one.
            while (spans.Count > 0 && spans[^1].Last >= span.First)
            {
                var before = spans[^1];
                spans.RemoveAt(spans.Count - 1);
                span = new IdSpan(
                    Math.Min(before.First, span.First), Math.Max(before.Last, span.Last), new TimeRange(before.Times!.Value.From, span.Times!.Value.To));
            }

            spans.Add(span);
        }

        return spans;
    }

    /// <summary>End of the last day whose trades retention has dropped; null when it never has.</summary>
    public async Task<DateTime?> DroppedBeforeAsync(CancellationToken cancellationToken)
    {
        await using var connection = await dialect.OpenAsync(cancellationToken);
        await using var command = connection.Command("SELECT day FROM dropped_days ORDER BY day DESC LIMIT 1");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? dialect.ReadTime(reader, 0).AddDays(1) : null;
    }
}
