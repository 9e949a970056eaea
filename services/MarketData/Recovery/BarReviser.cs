using Trading.Contracts;
using Trading.MarketData.Flow;
using Trading.MarketData.Windows;
using Trading.MarketStore.Bars;
using Trading.MarketStore.Trades;

namespace Trading.MarketData.Recovery;

/// <summary>
/// Aggregates closed bars again after trades have come late: seconds from the stored trades, minutes from the seconds, longer ones from
/// the minutes.
/// A bar that turns out different is stored and published with the next revision; one whose trades have been dropped stays as it is.
/// </summary>
internal sealed class BarReviser(MarketUniverse universe, ITradeStore tradeStore, IBarStore barStore, EventQueue events)
{
    public async Task ReviseAsync(int symbol, IEnumerable<BarKey> keys, CancellationToken cancellationToken)
    {
        var instrument = universe.Instrument(symbol);
        foreach (var key in keys.OrderBy(key => key.Interval).ThenBy(key => key.OpenTime))
        {
            await ReviseAsync(instrument, key, cancellationToken);
        }
    }

    private async Task<Bar?> AggregateAsync(InstrumentId instrument, BarKey key, CancellationToken cancellationToken)
    {
        var close = key.Interval.CloseOf(key.OpenTime);
        var sum = default(BarAccumulator);
        if (key.Interval == BarInterval.OneSecond)
        {
            await foreach (var tick in tradeStore.ReadTicksAsync(
                0, instrument, new TradeQuery(From: key.OpenTime, To: close), cancellationToken))
            {
                sum.Add(tick);
            }
        }
        else
        {
            var part = key.Interval == BarInterval.OneMinute ? BarInterval.OneSecond : BarInterval.OneMinute;
            sum = await barStore.SumAsync(instrument, part, key.OpenTime, close, cancellationToken);
        }

        return sum.IsEmpty ? null : sum.ToBar(key.OpenTime, key.Interval, closed: true);
    }

    private async Task ReviseAsync(InstrumentId instrument, BarKey key, CancellationToken cancellationToken)
    {
        // Asked after the trades were read: what was reported as kept by then was read whole.
        if (await AggregateAsync(instrument, key, cancellationToken) is not { } bar
            || (key.Interval <= BarInterval.OneMinute && await tradeStore.TradesDroppedBeforeAsync(cancellationToken) > key.OpenTime))
        {
            return;
        }

        Bar? stored = null;
        var query = new BarQuery(key.OpenTime, key.Interval.CloseOf(key.OpenTime), Source: BarSource.Trades);
        await foreach (var found in barStore.ReadBarsAsync(instrument, key.Interval, query, cancellationToken))
        {
            stored = found;
        }

        bar = bar with { Revision = stored is { Closed: true } previous ? previous.Revision : 0 };
        if (bar == stored)
        {
            return;
        }

        if (stored is { Closed: true })
        {
            bar = bar with { Revision = bar.Revision + 1 };
        }

        await barStore.WriteBarsAsync(instrument, [bar], cancellationToken: cancellationToken);
        events.Offer(new BarClosed { Venue = instrument.Venue, Symbol = instrument.Symbol, Bar = bar });
    }
}
