using Trading.Contracts;
using Trading.MarketData.Pipeline;
using Trading.MarketData.State;
using Trading.MarketStore.Bars;
using Trading.MarketStore.Trades;

namespace Trading.MarketData.Recovery;

/// <summary>
/// Puts the open windows of a symbol in place at start: from its checkpoint and the trades stored since, so that nothing is counted twice
/// and nothing left out; without one from the stored trades alone.
/// </summary>
internal sealed class WindowRestorer(
    MarketUniverse universe,
    MarketDataOptions options,
    ITradeStore tradeStore,
    IBarStore barStore,
    StateStore states,
    WindowRebuilder rebuilder,
    ILogger<WindowRestorer> log)
{
    /// <summary>What checkpoints of an instrument are bound to: how bars are cut, and which store has the trades.</summary>
    public async Task<string> MarkAsync(InstrumentId instrument, CancellationToken cancellationToken)
    {
        var anchor = await tradeStore.GetAnchorAsync(instrument, cancellationToken);
        return $"{string.Join(',', options.IntervalList())} {string.Join(',', options.WindowList().Select(window => window.Code))} "
            + $"{anchor?.SeenAt.Ticks}";
    }

    /// <param name="trades">Null when none are stored any more: then there is the checkpoint or nothing.</param>
    public async Task RestoreAsync(
        SymbolState state, string mark, TradeExtent? trades, IEnumerable<Hole> holes, CancellationToken cancellationToken)
    {
        var instrument = universe.Instrument(state.Symbol);
        if (await states.LoadAsync(state.Symbol, cancellationToken) is { } bytes && Checkpoint.Read(bytes, mark) is { } checkpoint
            && checkpoint.NextId <= state.Pipeline.NextId && await IsOfThisStoreAsync(instrument, checkpoint, cancellationToken))
        {
            await ContinueAsync(state, instrument, checkpoint, cancellationToken);
            return;
        }

        if (trades is { } stored)
        {
            log.NoCheckpoint(instrument.Symbol);
            await rebuilder.RebuildAsync(state, stored, holes, cancellationToken);
        }
    }

    /// <summary>The last trade inside must be stored, or be known to be missing or dropped: else the store has been set back.</summary>
    private async Task<bool> IsOfThisStoreAsync(InstrumentId instrument, Checkpoint checkpoint, CancellationToken cancellationToken)
    {
        var last = checkpoint.NextId - 1;
        return checkpoint.Missing.Any(range => range.First <= last && last <= range.Last)
            || (await tradeStore.MissingTradeIdsAsync(instrument, last, last, cancellationToken)).Count == 0
            || (await tradeStore.TradesDroppedBeforeAsync(cancellationToken) is not null
                && (await tradeStore.GetAnchorAsync(instrument, cancellationToken))?.FirstId > last);
    }

    private async Task ContinueAsync(SymbolState state, InstrumentId instrument, Checkpoint checkpoint, CancellationToken cancellationToken)
    {
        checkpoint.Restore(state.Pipeline);
        foreach (var (window, from) in state.Pipeline.Windows.Positions.Where(position => position.From >= 0))
        {
            // What was cut since the checkpoint is cut again, now with all trades in their order.
            await barStore.DeleteWindowBarsAsync(instrument, window.Code, from, long.MaxValue, cancellationToken);
        }

        var count = 0L;
        foreach (var (first, last) in checkpoint.Missing.Append((checkpoint.NextId, long.MaxValue)))
        {
            await foreach (var tick in tradeStore.ReadTicksAsync(
                state.Symbol, instrument, new TradeQuery(FromId: first, ToId: last), cancellationToken))
            {
                state.Pipeline.Bars.Add(tick, state.Pipeline.Output.Windows);
                count++;
            }
        }

        await foreach (var tick in tradeStore.ReadTicksAsync(
            state.Symbol, instrument, new TradeQuery(FromId: checkpoint.WindowsFrom), cancellationToken))
        {
            state.Pipeline.ReplayWindows(tick);
        }

        log.Resumed(instrument.Symbol, checkpoint.NextId, count);
    }
}
