using Trading.Contracts;
using Trading.ServiceDefaults.Databases;

namespace Trading.MarketStore.Trades;

/// <summary>
/// Which ids an instrument has on which day: written with the trades in one transaction, so that a query for ids or for the newest
/// trade asks the few days that hold them and not all.
/// </summary>
internal static class TradeDays
{
    public static async Task<List<IdSpan>> SpansAsync(
        SqlSession session, InstrumentId instrument, long? fromId, long? toId, CancellationToken cancellationToken)
    {
        var days = await session.QueryAsync(
            instrument.Sql("SELECT day, first_id, last_id FROM trade_days WHERE venue = @venue AND symbol = @symbol")
                .And("last_id >= @from_id", "from_id", fromId)
                .And("first_id <= @to_id", "to_id", toId)
                .Add(" ORDER BY day"),
            row => new TradeDay(row.Time(0), row.Int64(1), row.Int64(2)),
            cancellationToken);
        var spans = new List<IdSpan>();
        foreach (var day in days)
        {
            var span = new IdSpan(day.FirstId, day.LastId, new TimeRange(day.Start, day.Start.AddDays(1)));

            // Ids rise with time; where a venue has broken that around midnight, the days are read as one.
            while (spans.Count > 0 && spans[^1].Last >= span.First)
            {
                var before = spans[^1];
                spans.RemoveAt(spans.Count - 1);
                span = new IdSpan(
                    Math.Min(before.First, span.First), Math.Max(before.Last, span.Last),
                    new TimeRange(before.Times!.Value.From, span.Times!.Value.To));
            }

            spans.Add(span);
        }

        return spans;
    }

    /// <summary>End of the last day whose trades retention has dropped; null when it never has.</summary>
    public static Task<DateTime?> DroppedBeforeAsync(SqlSession session, CancellationToken cancellationToken) => session.FirstAsync(
        new("SELECT day FROM dropped_days ORDER BY day DESC LIMIT 1"), row => (DateTime?)row.Time(0).AddDays(1), cancellationToken);
}
