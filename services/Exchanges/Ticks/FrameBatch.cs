namespace Trading.Exchanges.Ticks;

/// <summary>
/// What the frames of one socket read held, in their order per kind. Reused: the processor returns it to its pool.
/// </summary>
public sealed class FrameBatch
{
    public EventBuffer<Tick> Ticks { get; } = new(256);

    public EventBuffer<Quote> Quotes { get; } = new(64);

    public EventBuffer<DepthDiff> Depths { get; } = new(16);

    /// <summary>The levels of <see cref="Depths"/>, one after the other.</summary>
    public EventBuffer<BookLevel> Levels { get; } = new(256);

    public EventBuffer<VenueBar> Bars { get; } = new(4);

    public EventBuffer<MarkPrice> Marks { get; } = new(4);

    /// <summary>UTC ticks, when the bytes were read.</summary>
    public long ReceivedTicks { get; set; }

    public bool IsEmpty => Ticks.Count == 0 && Quotes.Count == 0 && Depths.Count == 0 && Bars.Count == 0 && Marks.Count == 0;

    public ReadOnlySpan<BookLevel> BidsOf(in DepthDiff diff) => Levels.Items.Slice(diff.Start, diff.Bids);

    public ReadOnlySpan<BookLevel> AsksOf(in DepthDiff diff) => Levels.Items.Slice(diff.Start + diff.Bids, diff.Asks);

    public void Clear()
    {
        Ticks.Clear();
        Quotes.Clear();
        Depths.Clear();
        Levels.Clear();
        Bars.Clear();
        Marks.Clear();
        ReceivedTicks = 0;
    }
}
