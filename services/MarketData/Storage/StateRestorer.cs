using System.Data.Common;
using Trading.Contracts;
using Trading.Exchanges.Binance.Rest;
using Trading.Exchanges.Ticks;
using Trading.MarketData.Backfill;
using Trading.MarketData.Pipeline;
using Trading.MarketData.Processing;
using Trading.MarketData.Windows;
using Trading.MarketStore;

namespace Trading.MarketData.Storage;

/// <summary>
/// Brings a symbol's pipeline to where the last run stopped: the next trade id and the open holes from the store, the open bars by
/// aggregating the stored trades again from the last closed minute on. Whatever the last run had not written is missing here too,
/// and is fetched as a hole once the venue's newest trade is known.
/// </summary>
public sealed class StateRestorer(
    MarketUniverse universe,
    MarketDataOptions options,
    IMarketStore store,
    FirstTrades firstTrades,
    GapQueue healing,
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
                await Task.Delay(Retry * (0.5 + Random.Shared.NextDouble()), clock, cancellationToken);
            }
        }
    }

    private async Task<SymbolState> RestoreOnceAsync(int symbol, CancellationToken cancellationToken)
    {
        var state = new SymbolState(
            symbol,
            new PipelineSettings(
                options.IntervalList(),
                options.AllowedLatenessMs * TimeSpan.TicksPerMillisecond,
                options.ReorderMs * TimeSpan.TicksPerMillisecond));
        var instrument = universe.Instrument(symbol);
        var extent = await store.TradeExtentAsync(instrument, cancellationToken);
        var holes = await OpenHolesAsync(instrument, cancellationToken);
        if (extent is { } trades)
        {
            state.Pipeline.Resume(Math.Max(trades.LastId + 1, AfterHoles(holes)), trades.LastTime.Ticks, holes);
            await RestoreBarsAsync(state, instrument, trades, cancellationToken);
        }
        else
        {
            await BeginAsync(state, holes, cancellationToken);
        }

        foreach (var hole in holes)
        {
            healing.Offer(symbol, hole);
        }

        return state;
    }

    private async Task BeginAsync(SymbolState state, List<Hole> holes, CancellationToken cancellationToken)
    {
        var (nextId, trades) = await firstTrades.BeginAsync(state.Symbol, cancellationToken);
        state.Pipeline.Resume(Math.Max(nextId, AfterHoles(holes)), 0, holes);
        foreach (var tick in trades)
        {
            state.Pipeline.Process(tick, tick.ReceivedTicks);
        }
    }

    /// <summary>A hole may be in the ledger without any trade behind it in the store: the sequence goes on behind the hole all the same.</summary>
    private static long AfterHoles(List<Hole> holes) => holes.Count == 0 ? -1 : holes.Max(hole => hole.LastId) + 1;

    private async Task<List<Hole>> OpenHolesAsync(InstrumentId instrument, CancellationToken cancellationToken)
    {
        var gaps = await store.ListGapsAsync(
            new GapFilter(GapState.Open, instrument.Venue, instrument.Symbol, MarketDataKind.Trades, 100_000), cancellationToken);
        return
        [
            .. gaps.Where(gap => gap is { FromId: not null, ToId: not null })
                .OrderBy(gap => gap.FromId)
                .Select(gap => new Hole(gap.Id, gap.FromId!.Value, gap.ToId!.Value, gap.From, gap.To)),
        ];
    }

    private async Task RestoreBarsAsync(SymbolState state, InstrumentId instrument, TradeExtent trades, CancellationToken cancellationToken)
    {
        var from = await LastClosedMinuteAsync(instrument, cancellationToken) ?? BarInterval.OneMinute.OpenOf(trades.FirstTime);
        await RestoreLongBarsAsync(state, instrument, from, cancellationToken);
        await foreach (var trade in store.ReadTradesAsync(instrument, new TradeQuery(From: from), cancellationToken))
        {
            if (Tick.TryFrom(state.Symbol, trade, out var tick))
            {
                state.Pipeline.Bars.Add(tick, state.Pipeline.Output.Windows);
            }
        }
    }

    private async Task<DateTime?> LastClosedMinuteAsync(InstrumentId instrument, CancellationToken cancellationToken)
    {
        DateTime? last = null;
        var query = new BarQuery(Limit: 2, Newest: true, Source: BarSource.Trades);
        await foreach (var bar in store.ReadBarsAsync(instrument, BarInterval.OneMinute, query, cancellationToken))
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
        await foreach (var minute in store.ReadBarsAsync(instrument, BarInterval.OneMinute, query, cancellationToken))
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
