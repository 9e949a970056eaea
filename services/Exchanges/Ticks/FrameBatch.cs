namespace Trading.Exchanges.Ticks;

/// <summary>What the frames of one socket read held, in their order per kind. Reused: whoever processed it returns it to its pool.</summary>
public sealed class FrameBatch
{
    public EventBuffer<Tick> Ticks { get; } = new(256);

    public EventBuffer<Quote> Quotes { get; } = new(64);

    /// <summary>UTC ticks, when the bytes were read.</summary>
    public long ReceivedTicks { get; set; }

    public bool IsEmpty => Ticks.Count == 0 && Quotes.Count == 0;

    public void Clear()
    {
        Ticks.Clear();
        Quotes.Clear();
        ReceivedTicks = 0;
    }
}
