using Trading.Contracts;
using Trading.Exchanges.Ticks;
using Trading.MarketData.Pipeline;

namespace Trading.MarketData.Processing;

/// <summary>A symbol's pipeline and what the processing thread remembers beside it.</summary>
public sealed class SymbolState(int symbol, PipelineSettings settings)
{
    private readonly EventBuffer<Bar> _open = new(16);
    private long _snapshotTrades = -1;

    public int Symbol { get; } = symbol;

    public SymbolPipeline Pipeline { get; } = new(settings);

    /// <summary>In the list of symbols that the current input has touched.</summary>
    public bool IsTouched { get; set; }

    public long Accepted { get; private set; }

    /// <summary>Takes everything out of the pipeline's output; null when there is nothing.</summary>
    public SymbolDelta? Take(System.Diagnostics.ActivityContext trace)
    {
        var output = Pipeline.Output;
        if (output.IsEmpty)
        {
            return null;
        }

        var trades = new Trade[output.Trades.Count];
        for (var i = 0; i < trades.Length; i++)
        {
            trades[i] = output.Trades[i].ToTrade();
        }

        Accepted += trades.Length;
        var delta = new SymbolDelta
        {
            Symbol = Symbol,
            Trades = trades,
            ClosedBars = output.Windows.Closed.Items.ToArray(),
            LateBars = output.Windows.Late.Items.ToArray(),
            OpenedHoles = [.. output.Opened],
            FilledHoles = [.. output.Filled],
            Trace = trace,
        };
        output.Clear();
        return delta;
    }

    /// <summary>The open bars, when trades have come since the last time.</summary>
    public SymbolDelta? TakeOpenBars()
    {
        if (_snapshotTrades == Accepted)
        {
            return null;
        }

        _snapshotTrades = Accepted;
        _open.Clear();
        Pipeline.Bars.Snapshot(_open);
        return _open.Count == 0 ? null : new SymbolDelta { Symbol = Symbol, OpenBars = _open.Items.ToArray() };
    }
}
