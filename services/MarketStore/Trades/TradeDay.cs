using Trading.Contracts;

namespace Trading.MarketStore.Trades;

/// <summary>A UTC day of exchange time and the ids of an instrument's trades in it.</summary>
/// <param name="Start">Midnight, UTC. A source that cuts microseconds off gives the same day as one that does not.</param>
internal readonly record struct TradeDay(DateTime Start, long FirstId, long LastId)
{
    public static DateTime Of(DateTime time) => new(time.Ticks - time.Ticks % TimeSpan.TicksPerDay, DateTimeKind.Utc);

    public static DateTime Of(DateOnly day) => day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);

    /// <summary>The days of a batch, ascending: writers that lock several take them in the same order.</summary>
    public static List<TradeDay> Of(IReadOnlyList<Trade> trades)
    {
        var days = new List<TradeDay>();
        var at = -1;
        for (var i = 0; i < trades.Count; i++)
        {
            var (start, id) = (Of(trades[i].ExchangeTime), trades[i].TradeId);
            at = at >= 0 && days[at].Start == start ? at : days.FindIndex(known => known.Start == start);
            if (at < 0)
            {
                at = days.Count;
                days.Add(new TradeDay(start, id, id));
            }

            var day = days[at];
            days[at] = day with { FirstId = Math.Min(day.FirstId, id), LastId = Math.Max(day.LastId, id) };
        }

        days.Sort((left, right) => left.Start.CompareTo(right.Start));
        return days;
    }
}
