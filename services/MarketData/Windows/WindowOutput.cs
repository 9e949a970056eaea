using Trading.Contracts;
using Trading.Exchanges.Ticks;

namespace Trading.MarketData.Windows;

/// <summary>What the windows of one symbol have to tell. The owner reads and clears it.</summary>
internal sealed class WindowOutput
{
    /// <summary>Bars that have closed, in the order of their ends, shorter intervals first.</summary>
    public EventBuffer<Bar> Closed { get; } = new();

    /// <summary>Bars that had closed before a trade of theirs arrived: to be aggregated again from the store.</summary>
    public EventBuffer<BarKey> Late { get; } = new();

    /// <summary>Bars of other windows that have closed.</summary>
    public EventBuffer<WindowBar> ClosedWindows { get; } = new();

    /// <summary>Bars of other windows that had closed before a trade of theirs arrived.</summary>
    public EventBuffer<WindowKey> LateWindows { get; } = new();

    /// <summary>Tumbling windows begun: time, tick, volume and dollar bars.</summary>
    public long WindowsCreated { get; set; }

    public long SlidingCreated { get; private set; }

    public long SessionsCreated { get; private set; }

    public bool IsEmpty => Closed.Count == 0 && Late.Count == 0 && ClosedWindows.Count == 0 && LateWindows.Count == 0;

    public void Clear()
    {
        Closed.Clear();
        Late.Clear();
        ClosedWindows.Clear();
        LateWindows.Clear();
        WindowsCreated = SlidingCreated = SessionsCreated = 0;
    }

    internal void Count(WindowKind kind, long begun)
    {
        switch (kind)
        {
            case WindowKind.Sliding:
                SlidingCreated += begun;
                break;
            case WindowKind.Session:
                SessionsCreated += begun;
                break;
            default:
                WindowsCreated += begun;
                break;
        }
    }
}
