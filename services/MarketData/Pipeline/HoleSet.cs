namespace Trading.MarketData.Pipeline;

/// <summary>
/// The missing trade ids of one symbol as ascending ranges: this, and the next id expected, is all that deduplication has to
/// remember, however many trades pass.
/// </summary>
/// <param name="capacity">Most ranges kept; the oldest is given up beyond it.</param>
internal sealed class HoleSet(int capacity)
{
    private readonly List<Span> _ranges = [];

    public int Count => _ranges.Count;

    public long Evictions { get; private set; }

    /// <summary>Every id that is missing, as ascending ranges.</summary>
    public IEnumerable<(long First, long Last)> Ranges => _ranges.Select(range => (range.First, range.Last));

    /// <summary>Lowest missing id that is not below <paramref name="fromId"/>; null when none is.</summary>
    public long? FirstMissing(long fromId)
    {
        var index = Find(fromId);
        return index == _ranges.Count ? null : Math.Max(fromId, _ranges[index].First);
    }

    /// <summary>Adds a hole whose ids are beyond all others or at least not among them.</summary>
    public void Add(Hole hole)
    {
        Add(hole, hole.FirstId, hole.LastId);
    }

    /// <summary>Adds a hole of which only these ranges are still missing; false when there are none.</summary>
    public bool Restore(Hole hole, IReadOnlyCollection<(long First, long Last)> missing)
    {
        hole.Missing = missing.Sum(range => range.Last - range.First + 1);
        foreach (var (first, last) in missing)
        {
            Add(hole, first, last);
        }

        return missing.Count > 0;
    }

    /// <summary>Takes one id out. Null when it was not missing: a duplicate.</summary>
    public Hole? TryFill(long id)
    {
        var index = Find(id);
        if (index == _ranges.Count || _ranges[index].First > id)
        {
            return null;
        }

        var range = _ranges[index];
        if (range.First == range.Last)
        {
            _ranges.RemoveAt(index);
        }
        else if (id == range.First)
        {
            _ranges[index] = range with { First = id + 1 };
        }
        else if (id == range.Last)
        {
            _ranges[index] = range with { Last = id - 1 };
        }
        else
        {
            _ranges[index] = range with { Last = id - 1 };
            _ranges.Insert(index + 1, range with { First = id + 1 });
            MakeRoom(capacity);
        }

        range.Hole.Missing--;
        return range.Hole;
    }

    /// <summary>Gives up on whatever is missing of a hole. False when it is not known (any more).</summary>
    public bool Remove(Guid id) => _ranges.RemoveAll(range => range.Hole.Id == id) > 0;

    private void Add(Hole hole, long firstId, long lastId)
    {
        MakeRoom(capacity - 1);
        _ranges.Insert(Find(firstId), new Span(firstId, lastId, hole));
    }

    private void MakeRoom(int most)
    {
        if (_ranges.Count > most)
        {
            _ranges.RemoveAt(0);
            Evictions++;
        }
    }

    /// <summary>Index of the first range that ends at or after the id.</summary>
    private int Find(long id)
    {
        var (low, high) = (0, _ranges.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_ranges[middle].Last < id)
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

    private readonly record struct Span(long First, long Last, Hole Hole);
}
