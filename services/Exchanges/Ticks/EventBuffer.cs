namespace Trading.Exchanges.Ticks;

/// <summary>A list of values that is filled, read as a span and cleared, over and over, without allocating once it has grown.</summary>
public sealed class EventBuffer<T>(int capacity = 64)
    where T : struct
{
    private T[] _items = new T[capacity];

    public int Count { get; private set; }

    public ReadOnlySpan<T> Items => _items.AsSpan(0, Count);

    public ref readonly T this[int index] => ref _items[index];

    public void Add(in T item)
    {
        if (Count == _items.Length)
        {
            Array.Resize(ref _items, Count * 2);
        }

        _items[Count++] = item;
    }

    public void AddRange(ReadOnlySpan<T> items)
    {
        foreach (ref readonly var item in items)
        {
            Add(item);
        }
    }

    /// <summary>Forgets everything from <paramref name="count"/> on.</summary>
    public void Truncate(int count) => Count = Math.Min(Count, count);

    public void Clear() => Count = 0;
}
