using System.Data.Common;
using Trading.Exchanges;
using Trading.Exchanges.Transport;
using Trading.Exchanges.Venues;
using Trading.MarketData.Connections;
using Trading.MarketData.Flow;
using Trading.MarketData.Pipeline;
using Trading.MarketData.State;
using Trading.MarketStore.Trades;

namespace Trading.MarketData.Recovery;

/// <summary>
/// Brings a symbol's pipeline to where the last run stopped: the next trade id and the open holes from the store, the open windows from
/// their checkpoint. Whatever the last run had not written is missing here too, and is fetched as a hole once the venue's newest trade is
/// known.
/// </summary>
internal sealed class StateRestorer(
    MarketUniverse universe,
    MarketDataOptions options,
    ITradeStore store,
    HoleRestorer holeRestorer,
    WindowRestorer windows,
    FirstTrades firstTrades,
    GapQueue healing,
    FeedReporter reporter,
    VenueLink venue,
    VenueReachability reachability,
    TimeProvider clock,
    ILogger<StateRestorer> log)
{
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);

    public async Task<SymbolState> RestoreAsync(int symbol, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await RestoreOnceAsync(symbol, cancellationToken);
            }
            catch (Exception fault) when (fault is DbException or TimeoutException or VenueException or System.Net.Sockets.SocketException)
            {
                log.RestoreFailed(fault, universe.Symbols[symbol]);
                var pause = Retry * (0.5 + Random.Shared.NextDouble());
                reachability.TryAgainIn(venue.RestUrl, pause);

                // No connection is held yet that would report it.
                reporter.Report(symbol, clock.GetUtcNow().UtcDateTime);
                await Task.Delay(pause, clock, cancellationToken);
            }
        }
    }

    private async Task<SymbolState> RestoreOnceAsync(int symbol, CancellationToken cancellationToken)
    {
        var instrument = universe.Instrument(symbol);
        var extent = await store.TradeExtentAsync(instrument, cancellationToken);
        var holes = await holeRestorer.ReadAsync(instrument, cancellationToken);
        var begin = extent is null ? await firstTrades.BeginAsync(symbol, cancellationToken) : (-1, []);
        var mark = await windows.MarkAsync(instrument, cancellationToken);
        var state = new SymbolState(symbol, Settings(), mark);
        var afterHoles = holes.Count == 0 ? -1 : holes.Max(restored => restored.Hole.LastId) + 1;
        state.Pipeline.Resume(Math.Max(extent?.LastId + 1 ?? begin.NextId, afterHoles), extent?.LastTime.Ticks ?? 0);
        foreach (var (hole, missing) in holes)
        {
            state.Pipeline.Resume(hole, missing);
            healing.Offer(symbol, hole);
        }

        foreach (var tick in begin.Trades)
        {
            state.Pipeline.Process(tick, tick.ReceivedTicks);
        }

        // When retention has dropped the last trade, the open windows are still there.
        if (extent is not null || await store.TradesDroppedBeforeAsync(cancellationToken) is not null)
        {
            await windows.RestoreAsync(state, mark, extent, holes.Select(restored => restored.Hole), cancellationToken);
        }

        return state;
    }

    private PipelineSettings Settings() => new(
        options.IntervalList(),
        options.AllowedLatenessMs * TimeSpan.TicksPerMillisecond,
        options.ReorderMs * TimeSpan.TicksPerMillisecond,
        Windows: options.WindowList());
}
