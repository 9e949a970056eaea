namespace Trading.MarketData.Pipeline;

/// <summary>Trade ids that were passed over. It stays one hole, with one row of the gap ledger, until the last of them is there.</summary>
public sealed class Hole(Guid id, long firstId, long lastId, DateTime from, DateTime to)
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
}
