using Trading.Contracts;

namespace Trading.ExchangeSimulator.Engine.Matching;

/// <summary>
/// One side of a book: levels sorted so that the best is last, because nearly every change is near the best and a change at
/// the end of a list moves nothing.
/// </summary>
internal sealed class BookSide(Side side)
{
    // By price, of asks by its negative.
    private readonly SortedList<long, PriceLevel> _levels = [];

    public Side Side { get; } = side;

    public int Count => _levels.Count;

    public PriceLevel? Best => Count == 0 ? null : At(0);

    public long BestPrice => Best?.Price ?? 0;

    public long BestQuantity => Best?.Quantity ?? 0;

    /// <summary>The level at <paramref name="rank"/>, 0 being the best.</summary>
    public PriceLevel At(int rank) => _levels.GetValueAtIndex(Count - 1 - rank);

    public long QuantityAt(long price) => LevelAt(price)?.Quantity ?? 0;

    public PriceLevel? LevelAt(long price) => _levels.GetValueOrDefault(KeyOf(price));

    /// <summary>Whether an order of the other side limited to <paramref name="limit"/> would trade with this side's best.</summary>
    public bool Crosses(long limit) => Best is { } best && (Side == Side.Sell ? best.Price <= limit : best.Price >= limit);

    public PriceLevel GetOrAdd(long price)
    {
        if (LevelAt(price) is { } known)
        {
            return known;
        }

        var level = new PriceLevel(price);
        _levels.Add(KeyOf(price), level);
        return level;
    }

    public void RemoveIfEmpty(PriceLevel level)
    {
        if (level.IsEmpty)
        {
            _levels.Remove(KeyOf(level.Price));
        }
    }

    public void Clear() => _levels.Clear();

    private long KeyOf(long price) => Side == Side.Buy ? price : -price;
}
