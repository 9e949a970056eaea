using Trading.Exchanges.Ticks;

namespace Trading.Exchanges.Books;

/// <summary>
/// One side of a book: its levels sorted so that the best stands last, where most changes happen and an insert moves least.
/// </summary>
public sealed class BookSide(bool isBid)
{
    private BookLevel[] _levels = new BookLevel[256];

    public int Count { get; private set; }

    /// <summary>Levels from the worst to the best.</summary>
    public ReadOnlySpan<BookLevel> WorstToBest => _levels.AsSpan(0, Count);

    /// <summary>The best level; default when the side is empty.</summary>
    public BookLevel Best => Count == 0 ? default : _levels[Count - 1];

    public void Clear() => Count = 0;

    /// <summary>Sets the whole quantity at a price; 0 removes it. Removing what is not there is normal.</summary>
    public void Set(in BookLevel level)
    {
        var index = Find(level.Price);
        var exists = index < Count && _levels[index].Price == level.Price;
        if (level.Quantity == 0)
        {
            if (exists)
            {
                _levels.AsSpan(index + 1, Count - index - 1).CopyTo(_levels.AsSpan(index));
                Count--;
            }

            return;
        }

        if (!exists)
        {
            if (Count == _levels.Length)
            {
                Array.Resize(ref _levels, Count * 2);
            }

            _levels.AsSpan(index, Count - index).CopyTo(_levels.AsSpan(index + 1));
            Count++;
        }

        _levels[index] = level;
    }

    /// <summary>The best <paramref name="depth"/> levels, best first.</summary>
    public BookLevel[] Top(int depth)
    {
        var top = WorstToBest[Math.Max(0, Count - depth)..].ToArray();
        Array.Reverse(top);
        return top;
    }

    /// <summary>Index of the first level that is not worse than the price.</summary>
    private int Find(long price)
    {
        var (low, high) = (0, Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            var isWorse = isBid ? _levels[middle].Price < price : _levels[middle].Price > price;
            if (isWorse)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}
