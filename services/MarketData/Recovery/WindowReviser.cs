using Trading.Contracts;
using Trading.Exchanges.Ticks;
using Trading.MarketData.Windows;
using Trading.MarketStore.Bars;
using Trading.MarketStore.Trades;

namespace Trading.MarketData.Recovery;

/// <summary>
/// Aggregates closed bars of windows again after trades have come late. Their ends stay where they are; a bar that turns out different
/// is stored with the next revision.
/// </summary>
internal sealed class WindowReviser(MarketDataOptions options, ITradeStore tradeStore, IBarStore barStore)
{
    private readonly Dictionary<string, WindowSpec> _windows = options.WindowList()
        .ToDictionary(window => window.Code, StringComparer.Ordinal);

    public async Task ReviseAsync(InstrumentId instrument, IEnumerable<WindowKey> keys, CancellationToken cancellationToken)
    {
        foreach (var group in keys.GroupBy(key => key.Window, StringComparer.Ordinal))
        {
            // A spool may bring keys of windows that are not built any more.
            if (_windows.TryGetValue(group.Key, out var window))
            {
                await ReviseAsync(instrument, window, group.Select(key => key.At).Order(), cancellationToken);
            }
        }
    }

    /// <summary>The sums of this bar as the stored trades make them; null when there are none, or some have been dropped.</summary>
    public async Task<WindowBar?> AggregateAsync(
        InstrumentId instrument, WindowSpec window, WindowBar bar, CancellationToken cancellationToken)
    {
        var query = window.Kind == WindowKind.Sliding
            ? new TradeQuery(From: SlidingWindow.OpenOf(bar.Position), To: SlidingWindow.OpenOf(bar.Position).AddTicks(window.Size))
            : new TradeQuery(FromId: bar.Position, ToId: bar.LastId);
        var sum = default(BarAccumulator);
        var (first, last) = (bar.OpenTime, bar.CloseTime);
        await foreach (var trade in tradeStore.ReadTradesAsync(instrument, query, cancellationToken))
        {
            if (Tick.TryFrom(0, trade, out var tick))
            {
                first = sum.IsEmpty ? trade.ExchangeTime : first;
                last = trade.ExchangeTime;
                sum.Add(tick);
            }
        }

        return sum.IsEmpty || await IsDroppedAsync(instrument, window, bar, cancellationToken) ? null
            : window.Kind == WindowKind.Sliding ? SlidingWindow.Bar(window, bar.Position, sum, closed: true)
            : sum.ToWindowBar(window.Code, bar.Position, bar.LastId, first, last, closed: true);
    }

    /// <param name="positions">Ascending: thousands of late trades may share one bar, which is read and summed once.</param>
    private async Task ReviseAsync(
        InstrumentId instrument, WindowSpec window, IEnumerable<long> positions, CancellationToken cancellationToken)
    {
        var done = long.MinValue;
        foreach (var at in positions)
        {
            if (at > done && await BarOfAsync(instrument, window, at, cancellationToken) is { } bar)
            {
                done = window.Kind == WindowKind.Sliding ? bar.Position : bar.LastId;
                await ReviseAsync(instrument, window, bar, cancellationToken);
            }
        }
    }

    /// <summary>Asked after the trades were read: what was reported as kept by then was read whole.</summary>
    private async Task<bool> IsDroppedAsync(InstrumentId instrument, WindowSpec window, WindowBar bar, CancellationToken cancellationToken)
    {
        if (await tradeStore.TradesDroppedBeforeAsync(cancellationToken) is not { } dropped)
        {
            return false;
        }

        if (window.Kind == WindowKind.Sliding)
        {
            return SlidingWindow.OpenOf(bar.Position) < dropped;
        }

        // A bar that is not stored has no time yet; its first id says on which side it begins.
        return bar.OpenTime != default
            ? bar.OpenTime < dropped
            : (await tradeStore.GetAnchorAsync(instrument, cancellationToken))?.FirstId > bar.Position;
    }

    /// <summary>The closed bar that a late trade belongs to, as it is stored or as it would be begun; null when it has none.</summary>
    private async Task<WindowBar?> BarOfAsync(InstrumentId instrument, WindowSpec window, long at, CancellationToken cancellationToken)
    {
        var query = new WindowBarQuery(ToPosition: at, Limit: 1, Newest: true);
        await foreach (var stored in barStore.ReadWindowBarsAsync(instrument, window.Code, query, cancellationToken))
        {
            if (window.Kind == WindowKind.Sliding ? stored.Position == at : stored.LastId >= at)
            {
                return stored;
            }
        }

        var from = at - (window.Kind == WindowKind.Tick ? at % window.Size : 0);
        return window.Kind switch
        {
            WindowKind.Sliding => new WindowBar { Window = window.Code, Position = at },
            WindowKind.Tick => new WindowBar { Window = window.Code, Position = from, LastId = from + window.Size - 1 },
            _ => null,
        };
    }

    private async Task ReviseAsync(InstrumentId instrument, WindowSpec window, WindowBar stored, CancellationToken cancellationToken)
    {
        var summed = window.Kind == WindowKind.Sliding
            ? await SlideAsync(instrument, window, stored.Position, cancellationToken)
            : await AggregateAsync(instrument, window, stored, cancellationToken);
        if (summed is not { } bar)
        {
            return;
        }

        bar = bar with { Revision = stored.Revision };
        if (bar != stored)
        {
            await barStore.WriteWindowBarsAsync(
                instrument, [stored.Closed ? bar with { Revision = stored.Revision + 1 } : bar], cancellationToken);
        }
    }

    private async Task<WindowBar?> SlideAsync(
        InstrumentId instrument, WindowSpec window, long position, CancellationToken cancellationToken)
    {
        var open = SlidingWindow.OpenOf(position);
        var sum = await barStore.SumAsync(instrument, StoredParts.PartOf(window.Step), open, open.AddTicks(window.Size), cancellationToken);
        return sum.IsEmpty || await IsDroppedAsync(instrument, window, new WindowBar { Position = position }, cancellationToken)
            ? null
            : SlidingWindow.Bar(window, position, sum, closed: true);
    }
}
