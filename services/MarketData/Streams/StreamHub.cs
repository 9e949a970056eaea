using Trading.MarketData.Books;
using Trading.MarketData.Flow;

namespace Trading.MarketData.Streams;

/// <summary>
/// The last events, kept once for all clients: publishing costs the same for no client and for thousands. Every client reads
/// at its own pace from its own place; one that falls behind the oldest kept event goes on from there, with the number of events
/// that it missed.
/// </summary>
internal sealed class StreamHub(MarketUniverse universe)
{
    private const int Capacity = 4096;
    private const int MaxRows = 100_000;

    private readonly StreamEvent?[] _ring = new StreamEvent?[Capacity];
    private readonly StreamEvent?[] _latest = new StreamEvent?[universe.Symbols.Count * Kinds.Count];
    private readonly Lock _writing = new();
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

    public void Publish(SymbolDelta delta)
    {
        var venue = universe.Venue;
        var symbol = universe.Symbols[delta.Symbol];
        var bars = delta.ClosedBars.Length + delta.OpenBars.Length;
        var windows = delta.ClosedWindows.Length + delta.OpenWindows.Length;
        if (delta.Trades.Length == 0 && bars == 0 && windows == 0)
        {
            return;
        }

        lock (_writing)
        {
            if (delta.Trades.Length > 0)
            {
                Append("trades", delta.Symbol, delta.Trades.Length, new { venue, symbol, delta.Trades });
            }

            if (bars > 0)
            {
                Append("bars", delta.Symbol, bars, new { venue, symbol, Bars = bars == delta.ClosedBars.Length ? delta.ClosedBars : [.. delta.ClosedBars, .. delta.OpenBars] });
            }

            if (windows > 0)
            {
                Append(
                    "windows",
                    delta.Symbol,
                    windows,
                    new { venue, symbol, Bars = delta.ClosedWindows.Concat(delta.OpenWindows).ToArray() });
            }
        }
    }

    public void Publish(int symbol, BookView view)
    {
        lock (_writing)
        {
            Append("book", symbol, 1, BookResponse.Of(universe, symbol, view, proven: true));
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
        var latest = new List<StreamEvent>(_latest.Length);
        for (var i = 0; i < _latest.Length; i++)
        {
            if (Volatile.Read(ref _latest[i]) is { } item && item.Sequence >= sequence)
            {
                latest.Add(item);
            }
        }

        latest.Sort(static (one, other) => one.Sequence.CompareTo(other.Sequence));
        return latest;
    }

    private void Append(string kind, int symbol, int rows, object payload)
    {
        _rows += rows;
        while (_next - _oldest >= Capacity || (_rows > MaxRows && _oldest < _next))
        {
            ref var slot = ref _ring[_oldest % Capacity];
            _rows -= slot!.Weight;
            Volatile.Write(ref slot, null);
            Volatile.Write(ref _oldest, _oldest + 1);
        }

        var item = new StreamEvent(_next, kind, symbol, rows, payload);
        Volatile.Write(ref _latest[symbol * Kinds.Count + IndexOf(kind)], item);
        Volatile.Write(ref _ring[_next % Capacity], item);
        Volatile.Write(ref _next, _next + 1);
    }

    private static int IndexOf(string kind) => kind switch { "trades" => 0, "bars" => 1, "windows" => 2, _ => 3 };
}
