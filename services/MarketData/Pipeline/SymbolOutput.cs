using Trading.Exchanges.Ticks;
using Trading.MarketData.Windows;

namespace Trading.MarketData.Pipeline;

/// <summary>What one symbol's pipeline has produced since it was cleared.</summary>
internal sealed class SymbolOutput
{
    /// <summary>New trades: in the order of their ids, except those that fill a hole.</summary>
    public EventBuffer<Tick> Trades { get; } = new(256);

    public WindowOutput Windows { get; } = new();

    public List<Hole> Opened { get; } = [];

    /// <summary>Holes whose last missing trade is among <see cref="Trades"/>.</summary>
    public List<Hole> Filled { get; } = [];

    public bool IsEmpty => Trades.Count == 0 && Windows.IsEmpty && Opened.Count == 0 && Filled.Count == 0;

    public void Clear()
    {
        Trades.Clear();
        Windows.Clear();
        Opened.Clear();
        Filled.Clear();
    }
}
