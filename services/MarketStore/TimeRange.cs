namespace Trading.MarketStore;

/// <summary>UTC times from <paramref name="From"/>, inclusive, to <paramref name="To"/>, exclusive.</summary>
public readonly record struct TimeRange(DateTime From, DateTime To)
{
    public TimeSpan Length => To - From;
}
