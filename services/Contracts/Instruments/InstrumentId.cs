namespace Trading.Contracts;

/// <summary>What is traded and where. <paramref name="Symbol"/> is the venue's own spelling in upper case (<c>BTCUSDT</c>).</summary>
public readonly record struct InstrumentId(string Venue, string Symbol)
{
    public override string ToString() => $"{Venue}:{Symbol}";
}
