namespace Trading.MarketData.Pipeline;

/// <summary>Trade ids that were passed over. It stays one hole, with one row of the gap ledger, until the last of them is there.</summary>
internal sealed class Hole(Guid id, long firstId, long lastId, DateTime from, DateTime to)
{
    public Guid Id { get; } = id;

    public long FirstId { get; } = firstId;

    public long LastId { get; } = lastId;

    /// <summary>UTC exchange time of the trade before it.</summary>
    public DateTime From { get; } = from;

    /// <summary>UTC exchange time of the trade after it, or the latest that is known.</summary>
    public DateTime To { get; } = to;

    /// <summary>Ids that are still missing.</summary>
    public long Missing { get; internal set; } = lastId - firstId + 1;

    /// <param name="lastTime">UTC ticks of the newest trade; 0 when there is none.</param>
    /// <param name="toTicks">UTC ticks of what proves the hole.</param>
    internal static Hole Found(long firstId, long lastId, long lastTime, long toTicks) => new(
        Guid.CreateVersion7(new DateTimeOffset(Math.Max(toTicks, DateTime.UnixEpoch.Ticks), TimeSpan.Zero)),
        firstId,
        lastId,
        new DateTime(lastTime == 0 ? toTicks : Math.Min(lastTime, toTicks), DateTimeKind.Utc),
        new DateTime(Math.Max(lastTime, toTicks) + 1, DateTimeKind.Utc));
}
