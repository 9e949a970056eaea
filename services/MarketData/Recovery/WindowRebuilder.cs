using Trading.Contracts;
using Trading.MarketData.Pipeline;
using Trading.MarketData.State;
using Trading.MarketData.Windows;
using Trading.MarketStore.Bars;
using Trading.MarketStore.Trades;

namespace Trading.MarketData.Recovery;

/// <summary>
/// Builds the open windows of a symbol from what is stored, where there is no checkpoint: time bars from the last closed minute on, the
/// others from the beginning of their last open bar or the end of their last closed one.
/// </summary>
internal sealed class WindowRebuilder(MarketUniverse universe, MarketDataOptions options, ITradeStore tradeStore, IBarStore barStore)
{
    // A window whose last bar ended longer ago starts again: there may be any number of trades between.
    private static readonly TimeSpan LongestPause = TimeSpan.FromDays(1);

    /// <param name="holes">Still open: bars that closed before the trades that are stored of them came may not have been revised.</param>
    public async Task RebuildAsync(SymbolState state, TradeExtent trades, IEnumerable<Hole> holes, CancellationToken cancellationToken)
    {
        var instrument = universe.Instrument(state.Symbol);
        var output = state.Pipeline.Output.Windows;
        var from = await LastClosedMinuteAsync(instrument, cancellationToken) ?? BarInterval.OneMinute.OpenOf(trades.FirstTime);
        await RestoreLongBarsAsync(state, instrument, from, cancellationToken);
        await RestoreSlidingAsync(state, instrument, from, cancellationToken);
        await foreach (var tick in tradeStore.ReadTicksAsync(state.Symbol, instrument, new TradeQuery(From: from), cancellationToken))
        {
            state.Pipeline.Bars.Add(tick, output);
        }

        foreach (var hole in holes)
        {
            var healed = new TradeQuery(FromId: hole.FirstId, ToId: hole.LastId, To: from);
            await foreach (var tick in tradeStore.ReadTicksAsync(state.Symbol, instrument, healed, cancellationToken))
            {
                state.Pipeline.Bars.Add(tick, output);
            }
        }

        if (await BeginTradeWindowsAsync(state, instrument, from, trades, holes, cancellationToken) is { } first)
        {
            await foreach (var tick in tradeStore.ReadTicksAsync(
                state.Symbol, instrument, new TradeQuery(FromId: first), cancellationToken))
            {
                state.Pipeline.ReplayWindows(tick);
            }
        }
    }

    /// <summary>The trade id from which the windows have to be fed; null when there are none.</summary>
    private async Task<long?> BeginTradeWindowsAsync(
        SymbolState state, InstrumentId instrument, DateTime from, TradeExtent trades, IEnumerable<Hole> holes,
        CancellationToken cancellationToken)
    {
        long? first = null;
        var fresh = trades.LastId + 1;
        await foreach (var trade in tradeStore.ReadTradesAsync(instrument, new TradeQuery(From: from, Limit: 1), cancellationToken))
        {
            fresh = trade.TradeId;
        }

        // A hole right before the stored trades belongs to the first window: its trades come by backfill.
        fresh = holes.Where(hole => hole.LastId == fresh - 1).Select(hole => hole.FirstId).Append(fresh).Min();

        foreach (var (window, _) in state.Pipeline.Windows.Positions.ToList())
        {
            var begin = fresh - (window.Kind == WindowKind.Tick ? fresh % window.Size : 0);
            var recut = begin;
            await foreach (var bar in barStore.ReadWindowBarsAsync(
                instrument, window.Code, new WindowBarQuery(Limit: 1, Newest: true), cancellationToken))
            {
                recut = bar.Closed ? bar.LastId + 1 : bar.Position;
                begin = bar.CloseTime > trades.LastTime - LongestPause ? recut : begin;
            }

            await barStore.DeleteWindowBarsAsync(instrument, window.Code, Math.Min(begin, recut), long.MaxValue, cancellationToken);
            state.Pipeline.Windows.Begin(window, begin);
            first = Math.Min(first ?? begin, begin);
        }

        return first;
    }

    /// <summary>The part of every sliding window that lies before <paramref name="from"/>.</summary>
    private async Task RestoreSlidingAsync(SymbolState state, InstrumentId instrument, DateTime from, CancellationToken cancellationToken)
    {
        var longest = options.WindowList().Where(window => window.Kind == WindowKind.Sliding).Select(window => window.Size).DefaultIfEmpty()
            .Max();
        if (longest == 0)
        {
            return;
        }

        var ended = new WindowOutput();
        var order = long.MinValue;
        var query = new BarQuery(from.AddTicks(-longest), from, Source: BarSource.Trades);
        await foreach (var second in barStore.ReadBarsAsync(instrument, BarInterval.OneSecond, query, cancellationToken))
        {
            state.Pipeline.Bars.RestoreSliding(second.OpenTime, BarAccumulator.From(second, order++), ended);
            ended.Clear();
        }
    }

    private async Task<DateTime?> LastClosedMinuteAsync(InstrumentId instrument, CancellationToken cancellationToken)
    {
        DateTime? last = null;
        var query = new BarQuery(Limit: 2, Newest: true, Source: BarSource.Trades);
        await foreach (var bar in barStore.ReadBarsAsync(instrument, BarInterval.OneMinute, query, cancellationToken))
        {
            last = bar.Closed ? bar.OpenTime : last;
        }

        return last;
    }

    /// <summary>The part of every longer bar that lies before <paramref name="from"/>, from the stored minutes.</summary>
    private async Task RestoreLongBarsAsync(SymbolState state, InstrumentId instrument, DateTime from, CancellationToken cancellationToken)
    {
        var longer = options.IntervalList().Where(interval => interval > BarInterval.OneMinute && interval.OpenOf(from) < from).ToList();
        if (longer.Count == 0)
        {
            return;
        }

        var sums = new BarAccumulator[longer.Count];
        var order = long.MinValue;
        var query = new BarQuery(longer.Min(interval => interval.OpenOf(from)), from, Source: BarSource.Trades);
        await foreach (var minute in barStore.ReadBarsAsync(instrument, BarInterval.OneMinute, query, cancellationToken))
        {
            var part = BarAccumulator.From(minute, order++);
            for (var i = 0; i < longer.Count; i++)
            {
                if (minute.OpenTime >= longer[i].OpenOf(from))
                {
                    sums[i].Merge(part);
                }
            }
        }

        for (var i = 0; i < longer.Count; i++)
        {
            if (!sums[i].IsEmpty)
            {
                state.Pipeline.Bars.Restore(longer[i], longer[i].OpenOf(from), sums[i]);
            }
        }
    }
}
