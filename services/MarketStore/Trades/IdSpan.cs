namespace Trading.MarketStore.Trades;

/// <summary>A part of a table and the ids in it.</summary>
/// <param name="Times">The times of its rows, which lead PostgreSQL to its partitions; null: it is the whole table.</param>
internal readonly record struct IdSpan(long First, long Last, TimeRange? Times)
{
    public static IdSpan WholeTable { get; } = new(long.MinValue, long.MaxValue, Times: null);
}
