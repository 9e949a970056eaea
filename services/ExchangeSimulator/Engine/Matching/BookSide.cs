using Trading.Contracts;

namespace Trading.ExchangeSimulator.Engine.Matching;

/// <summary>
/// One side of a book: levels sorted so that the best is last, because nearly every change is near the best and a change at
/// the end of an array moves nothing.
/// </summary>
internal sealed class BookSide(Side side)
{
    private readonly List<PriceLevel> _levels = [];

    public Side Side { get; } = side;

    public int Count => _levels.Count;

    public PriceLevel? Best => _levels.Count == 0 ? null : _levels[^1];

    public long BestPrice => Best?.Price ?? 0;

    public long BestQuantity => Best?.Quantity ?? 0;

    /// <summary>The level at <paramref name="rank"/>, 0 being the best.</summary>
    public PriceLevel At(int rank) => _levels[_levels.Count - 1 - rank];

    public long QuantityAt(long price) => Find(price) is var index && index >= 0 ? _levels[index].Quantity : 0;

    public PriceLevel? LevelAt(long price) => Find(price) is var index && index >= 0 ? _levels[index] : null;

    /// <summary>Whether an order of the other side limited to <paramref name="limit"/> would trade with this side's best.</summary>
    public bool Crosses(long limit) => Best is { } best && (Side == Side.Sell ? best.Price <= limit : best.Price >= limit);

    internal PriceLevel GetOrAdd(long price)
    {
        var index = Find(price);
        if (index >= 0)
        {
            return _levels[index];
        }

        var level = new PriceLevel(price);
        _levels.Insert(~index, level);
        return level;
    }

    internal void RemoveIfEmpty(PriceLevel level)
    {
        if (level.IsEmpty)
        {
            _levels.RemoveAt(Find(level.Price));
        }
    }

    internal void Clear() => _levels.Clear();

    private int Find(long price)
    {
        int low = 0, high = _levels.Count - 1;
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var order = Side == Side.Buy ? _levels[middle].Price.CompareTo(price) : price.CompareTo(_levels[middle].Price);
            if (order == 0)
            {
                return middle;
            }

            if (order < 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle - 1;
            }
        }

        return ~low;
    }
}
