using Trading.Contracts;
using Trading.Exchanges.Ticks;

namespace Trading.MarketData.Windows;

/// <summary>What the windows of one symbol have to tell. The owner reads and clears it.</summary>
public sealed class WindowOutput
{
    /// <summary>Bars that have closed, in the order of their ends, shorter intervals first.</summary>
    public EventBuffer<Bar> Closed { get; } = new();

    /// <summary>Bars that had closed before a trade of theirs arrived: to be aggregated again from the store.</summary>
    public EventBuffer<BarKey> Late { get; } = new();

    public long WindowsCreated { get; set; }

    public void Clear()
    {
        Closed.Clear();
        Late.Clear();
        WindowsCreated = 0;
    }
}
