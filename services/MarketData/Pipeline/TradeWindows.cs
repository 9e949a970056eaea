using Trading.Contracts;
using Trading.Exchanges.Ticks;
using Trading.MarketData.Windows;

namespace Trading.MarketData.Pipeline;

/// <summary>
/// All windows of a symbol that are cut between trades. They take the trades in the order of their ids: what lies behind a hole is held
/// until the hole is filled or given up, so that a hole does not move the cuts. When too much would have to be held the hole is passed
/// over, and its trades revise the bars that they belong to.
/// </summary>
/// <param name="capacity">Most trades held.</param>
internal sealed class TradeWindows(IEnumerable<WindowSpec> windows, int capacity = 200_000)
{
    private readonly TradeWindow[] _windows =
        [.. windows.Where(window => window.Kind != WindowKind.Sliding).Select(window => new TradeWindow(window))];
    private readonly PriorityQueue<Tick, long> _held = new();

    // Holes below have been passed over.
    private long _floor;

    /// <summary>Trades that wait for a hole before them.</summary>
    public int HeldCount => _held.Count;

    /// <summary>Where each window's open bar, or its next one, begins; -1 before its first trade.</summary>
    public IEnumerable<(WindowSpec Window, long From)> Positions => _windows.Select(window => (window.Spec, window.From));

    /// <summary>Number of open bars of this <see cref="WindowSpec.Type"/>.</summary>
    public int OpenCount(string type) => _windows.Count(window => window.IsOpen && window.Spec.Type == type);

    /// <summary>The id from which on trades have not been taken yet; null when all have.</summary>
    public long? HeldFrom(HoleSet holes)
    {
        return holes.FirstMissing(_floor);
    }

    /// <summary>The bars of this window begin with this trade id at the earliest.</summary>
    public void Begin(WindowSpec window, long fromId) => Array.Find(_windows, candidate => candidate.Spec == window)?.Begin(fromId);

    public void Add(in Tick tick, HoleSet holes, WindowOutput output)
    {
        if (holes.Count == 0 && _held.Count == 0)
        {
            Take(tick, output);
        }
        else if (_windows.Length > 0)
        {
            _held.Enqueue(tick, tick.TradeId);
            Release(holes, output);
        }
    }

    /// <summary>Takes what no hole is before any more.</summary>
    public void Release(HoleSet holes, WindowOutput output)
    {
        var missing = holes.FirstMissing(_floor) ?? long.MaxValue;
        var tooMany = _held.Count > capacity;
        while (_held.TryPeek(out var tick, out var id) && (id < missing || tooMany))
        {
            _held.Dequeue();
            Take(tick, output);
            _floor = tooMany ? Math.Max(_floor, id + 1) : _floor;
        }
    }

    /// <summary>Ends the sessions whose silence is proven until <paramref name="time"/> (UTC ticks).</summary>
    public void EndSessions(long time, WindowOutput output)
    {
        foreach (var window in _windows)
        {
            window.Advance(time, output);
        }
    }

    public void Snapshot(EventBuffer<WindowBar> into)
    {
        foreach (var window in _windows)
        {
            window.Snapshot(into);
        }
    }

    public void Save(BinaryWriter into)
    {
        into.Write(_floor);
        Array.ForEach(_windows, window => window.Save(into));
    }

    public void Load(BinaryReader from)
    {
        _floor = from.ReadInt64();
        Array.ForEach(_windows, window => window.Load(from));
    }

    private void Take(in Tick tick, WindowOutput output)
    {
        foreach (var window in _windows)
        {
            window.Add(tick, output);
        }
    }
}
