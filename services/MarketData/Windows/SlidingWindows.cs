using Trading.Exchanges.Ticks;

namespace Trading.MarketData.Windows;

/// <summary>All sliding windows of a symbol. They live on the seconds that <see cref="TimeBars"/> closes.</summary>
internal sealed class SlidingWindows(IEnumerable<WindowSpec> windows)
{
    private readonly SlidingWindow[] _windows =
        [.. windows.Where(window => window.Kind == WindowKind.Sliding).Select(window => new SlidingWindow(window))];

    public long OpenCount => _windows.Sum(window => window.OpenCount);

    public void Fold(long second, in BarAccumulator sum, WindowOutput output)
    {
        foreach (var window in _windows)
        {
            window.Fold(second, sum, output);
        }
    }

    public void AddLate(in Tick tick, long second, long watermark, WindowOutput output)
    {
        foreach (var window in _windows)
        {
            window.AddLate(tick, second, watermark, output);
        }
    }

    public void Close(long upTo, WindowOutput output)
    {
        foreach (var window in _windows)
        {
            window.Close(upTo, output);
        }
    }

    public void Save(BinaryWriter into) => Array.ForEach(_windows, window => window.Save(into));

    public void Load(BinaryReader from) => Array.ForEach(_windows, window => window.Load(from));
}
