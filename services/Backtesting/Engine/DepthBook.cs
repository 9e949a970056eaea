using Trading.Contracts;

namespace Trading.Backtesting.Engine;

/// <summary>A book's levels. Each side is sorted with its best price last, where most changes are.</summary>
internal sealed class DepthBook
{
    private readonly List<DepthLevel> _bids = [];
    private readonly List<DepthLevel> _asks = [];

    public void Apply(ReadOnlySpan<DepthLevel> bids, ReadOnlySpan<DepthLevel> asks, bool snapshot)
    {
        if (snapshot)
        {
            _bids.Clear();
            _asks.Clear();
        }

        foreach (ref readonly var level in bids)
        {
            Set(_bids, level, 1);
        }

        foreach (ref readonly var level in asks)
        {
            Set(_asks, level, -1);
        }
    }

    /// <summary>Levels that an order of a side takes from, best last.</summary>
    public List<DepthLevel> Against(Side side) => side == Side.Buy ? _asks : _bids;

    /// <summary>Quantity at a price on the side where an order of this side rests; 0 where there is none.</summary>
    public decimal QuantityAt(Side side, decimal price)
    {
        var (levels, sign) = side == Side.Buy ? (_bids, 1) : (_asks, -1);
        var index = IndexOf(levels, price, sign);
        return index < levels.Count && levels[index].Price == price ? levels[index].Quantity : 0;
    }

    private static void Set(List<DepthLevel> levels, in DepthLevel level, int sign)
    {
        var index = IndexOf(levels, level.Price, sign);
        var found = index < levels.Count && levels[index].Price == level.Price;
        switch (found, level.Quantity > 0)
        {
            case (true, true):
                levels[index] = level;
                break;
            case (true, false):
                levels.RemoveAt(index);
                break;
            case (false, true):
                levels.Insert(index, level);
                break;
        }
    }

    // First index whose price is not below (bids) or not above (asks) the wanted one.
    private static int IndexOf(List<DepthLevel> levels, decimal price, int sign)
    {
        var (low, high) = (0, levels.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (decimal.Compare(levels[middle].Price, price) * sign < 0)
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
