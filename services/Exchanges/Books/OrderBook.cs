using Trading.Exchanges.Ticks;

namespace Trading.Exchanges.Books;

/// <summary>Both sides of a symbol's book.</summary>
public sealed class OrderBook
{
    public BookSide Bids { get; } = new(isBid: true);

    public BookSide Asks { get; } = new(isBid: false);

    /// <summary>Id of the last change inside; -1 when there is nothing.</summary>
    public long LastId { get; private set; } = -1;

    /// <summary>Best bid at or above best ask: a book that no venue has.</summary>
    public bool IsCrossed => Bids.Count > 0 && Asks.Count > 0 && Bids.Best.Price >= Asks.Best.Price;

    public void Reset(long lastId, ReadOnlySpan<BookLevel> bids, ReadOnlySpan<BookLevel> asks)
    {
        Bids.Clear();
        Asks.Clear();
        Apply(lastId, bids, asks);
    }

    public void Apply(long lastId, ReadOnlySpan<BookLevel> bids, ReadOnlySpan<BookLevel> asks)
    {
        foreach (ref readonly var level in bids)
        {
            Bids.Set(level);
        }

        foreach (ref readonly var level in asks)
        {
            Asks.Set(level);
        }

        LastId = lastId;
    }
}
