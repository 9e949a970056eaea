namespace Trading.MarketStore.Trades;

/// <summary>Ids from <paramref name="First"/> to <paramref name="Last"/>, both inclusive.</summary>
public readonly record struct IdRange(long First, long Last)
{
    public long Count => Last - First + 1;
}
