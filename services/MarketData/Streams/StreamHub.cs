namespace Trading.MarketData.Streams;

/// <summary>
/// The last events of all venues, kept once for all clients: publishing costs the same for no client and for thousands. Every client reads
/// at its own pace from its own place; one that falls behind the oldest kept event goes on from there, with the number of events
/// that it missed.
/// </summary>
internal sealed class StreamHub
{
    private const int Capacity = 4096;
    private const int MaxRows = 100_000;

    private readonly StreamEvent?[] _ring = new StreamEvent?[Capacity];
    private readonly Lock _writing = new();
    private volatile StreamEvent?[] _latest = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _oldest;
    private long _next;
    private int _rows;

    public static IReadOnlyList<string> Kinds { get; } = ["trades", "bars", "windows", "book"];

    /// <summary>Tells this run's sequence numbers from another's.</summary>
    public string Epoch { get; } = Guid.NewGuid().ToString("n")[..8];

    /// <summary>Sequence of the event that comes next.</summary>
    public long Next => Volatile.Read(ref _next);

    /// <summary>Sequence of the oldest event that is kept.</summary>
    public long Oldest => Volatile.Read(ref _oldest);

    /// <summary>Room for the latest events of a venue's symbols; returns the place of its first symbol.</summary>
    public int Join(int symbols)
    {
        lock (_writing)
        {
            var first = _latest.Length / Kinds.Count;
            _latest = [.. _latest, .. new StreamEvent?[symbols * Kinds.Count]];
            return first;
        }
    }

    /// <param name="place">Of the symbol among those of all venues.</param>
    /// <param name="rows">Rows inside: what it costs to keep.</param>
    public void Append(int place, string venue, int symbol, string kind, int rows, object payload)
    {
        lock (_writing)
        {
            _rows += rows;
            while (_next - _oldest >= Capacity || (_rows > MaxRows && _oldest < _next))
            {
                ref var slot = ref _ring[_oldest % Capacity];
                _rows -= slot!.Weight;
                Volatile.Write(ref slot, null);
                Volatile.Write(ref _oldest, _oldest + 1);
            }

            var item = new StreamEvent(_next, kind, venue, symbol, rows, payload);
            Volatile.Write(ref _latest[place * Kinds.Count + IndexOf(kind)], item);
            Volatile.Write(ref _ring[_next % Capacity], item);
            Volatile.Write(ref _next, _next + 1);
        }
    }

    /// <summary>Wakes the clients that wait. Called at a steady pace so that many events wake them once.</summary>
    public void Wake() => Interlocked.Exchange(ref _changed, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();

    public Task ChangedAsync() => Volatile.Read(ref _changed).Task;

    /// <summary>The event of a sequence number; null when it is no longer, or not yet, kept.</summary>
    public StreamEvent? Read(long sequence)
    {
        var item = Volatile.Read(ref _ring[sequence % Capacity]);
        return item?.Sequence == sequence ? item : null;
    }

    /// <summary>
    /// The newest event of every symbol and kind from a sequence number on, in their order: all that a client that fell behind still needs.
    /// </summary>
    public IReadOnlyList<StreamEvent> LatestFrom(long sequence)
    {
        var kept = _latest;
        var latest = new List<StreamEvent>(kept.Length);
        for (var i = 0; i < kept.Length; i++)
        {
            if (Volatile.Read(ref kept[i]) is { } item && item.Sequence >= sequence)
            {
                latest.Add(item);
            }
        }

        latest.Sort(static (one, other) => one.Sequence.CompareTo(other.Sequence));
        return latest;
    }

    private static int IndexOf(string kind) => kind switch { "trades" => 0, "bars" => 1, "windows" => 2, _ => 3 };
}
