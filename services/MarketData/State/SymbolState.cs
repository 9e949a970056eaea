using Trading.Contracts;
using Trading.Exchanges.Ticks;
using Trading.MarketData.Flow;
using Trading.MarketData.Pipeline;

namespace Trading.MarketData.State;

/// <summary>A symbol's pipeline and what the processing thread remembers beside it.</summary>
/// <param name="mark">What a checkpoint of it is bound to.</param>
internal sealed class SymbolState(int symbol, PipelineSettings settings, string mark)
{
    private const int MaxHolesInCheckpoint = 10_000;

    private readonly EventBuffer<Bar> _open = new(16);
    private readonly EventBuffer<WindowBar> _openWindows = new(16);
    private long _snapshotTrades = -1;
    private long _checkpointTrades = -1;
    private byte[]? _checkpoint;

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
            ClosedWindows = output.Windows.ClosedWindows.Items.ToArray(),
            LateWindows = output.Windows.LateWindows.Items.ToArray(),
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
        _openWindows.Clear();
        Pipeline.Windows.Snapshot(_openWindows);
        return _open.Count == 0
            ? null
            : new SymbolDelta { Symbol = Symbol, OpenBars = _open.Items.ToArray(), OpenWindows = _openWindows.Items.ToArray() };
    }

    /// <summary>
    /// A checkpoint of what has been taken, to be routed behind it; the last one again when no trade has come since. Null while more ids
    /// are missing than it is worth to keep: then a new process builds the windows from the stored trades.
    /// </summary>
    public SymbolDelta? TakeCheckpoint()
    {
        if (Pipeline.Holes.Count > MaxHolesInCheckpoint)
        {
            return null;
        }

        if (_checkpointTrades != Accepted)
        {
            _checkpointTrades = Accepted;
            _checkpoint = Checkpoint.Of(Pipeline, mark);
        }

        return _checkpoint is null ? null : new SymbolDelta { Symbol = Symbol, State = _checkpoint };
    }
}
