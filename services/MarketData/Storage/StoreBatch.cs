using Trading.Contracts;
using Trading.MarketData.Flow;
using Trading.MarketData.Windows;

namespace Trading.MarketData.Storage;

/// <summary>Deltas gathered into one write, sorted by symbol. Reused.</summary>
internal sealed class StoreBatch(int symbols)
{
    private readonly SymbolRows[] _rows = [.. Enumerable.Range(0, symbols).Select(symbol => new SymbolRows(symbol))];

    /// <summary>Symbols that have anything to write.</summary>
    public IEnumerable<SymbolRows> Symbols => _rows.Where(rows => !rows.IsEmpty);

    public int Trades { get; private set; }

    public bool IsEmpty => _rows.All(rows => rows.IsEmpty);

    public void Add(SymbolDelta delta)
    {
        _rows[delta.Symbol].Add(delta);
        Trades += delta.Trades.Length;
    }

    public void Clear()
    {
        Trades = 0;
        foreach (var rows in _rows)
        {
            rows.Clear();
        }
    }

    public sealed class SymbolRows(int symbol)
    {
        public int Symbol { get; } = symbol;

        public List<SymbolDelta> Deltas { get; } = [];

        public List<Trade> Trades { get; } = [];

        /// <summary>Closed bars in order, then the open ones as they stood last.</summary>
        public List<Bar> Bars { get; } = [];

        public HashSet<BarKey> Late { get; } = [];

        /// <summary>Bars of windows: closed ones in order, open ones as they stood last.</summary>
        public List<WindowBar> Windows { get; } = [];

        public HashSet<WindowKey> LateWindows { get; } = [];

        /// <summary>The last checkpoint.</summary>
        public byte[]? State { get; private set; }

        public bool IsEmpty => Deltas.Count == 0;

        internal void Add(SymbolDelta delta)
        {
            Deltas.Add(delta);
            Trades.AddRange(delta.Trades);
            Bars.RemoveAll(
                bar => !bar.Closed && (delta.OpenBars.Length > 0 || delta.ClosedBars.Any(closed => closed.Interval == bar.Interval)));
            Bars.AddRange(delta.ClosedBars);
            Bars.AddRange(delta.OpenBars);
            Bars.AddRange(delta.VenueBars);
            Late.UnionWith(delta.LateBars);
            Windows.AddRange(delta.ClosedWindows);
            Windows.AddRange(delta.OpenWindows);
            LateWindows.UnionWith(delta.LateWindows);
            State = delta.State ?? State;
        }

        internal void Clear()
        {
            Deltas.Clear();
            Trades.Clear();
            Bars.Clear();
            Late.Clear();
            Windows.Clear();
            LateWindows.Clear();
            State = null;
        }
    }
}
