namespace Trading.ExchangeSimulator.Protocol.Archives;

/// <summary>What was made of the newest files that were asked for: older ones are forgotten, and made again when they are wanted.</summary>
internal sealed class KeptFiles<T>(int most)
    where T : class
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, T> _files = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    /// <param name="make">Null: there is no such file, which is not remembered. Two callers may make the same one at once.</param>
    public T? GetOrAdd(string name, Func<T?> make)
    {
        lock (_gate)
        {
            if (_files.TryGetValue(name, out var kept))
            {
                return kept;
            }
        }

        var made = make();
        lock (_gate)
        {
            if (made is not null && _files.TryAdd(name, made))
            {
                _order.Enqueue(name);
                if (_order.Count > most)
                {
                    _files.Remove(_order.Dequeue());
                }
            }
        }

        return made;
    }
}
