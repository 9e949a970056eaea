using System.Runtime.CompilerServices;
using Trading.Contracts;
using Trading.Exchanges.Ticks;
using Trading.MarketData.Windows;
using Trading.MarketStore.Bars;
using Trading.MarketStore.Trades;

namespace Trading.MarketData.Recovery;

/// <summary>
/// Aggregates stored trades again, day by day, and compares every own closed bar with the result. Shares the sums with live processing
/// and nothing else: no watermark, no order, no revision. Bars whose trades have been dropped are neither compared nor written.
/// </summary>
internal sealed class BarRebuilder(ITradeStore tradeStore, IBarStore barStore, WindowReviser windows)
{
    private readonly Dictionary<(BarInterval Interval, DateTime Open), BarAccumulator> _sums = [];

    /// <summary>Bars that were compared so far.</summary>
    public long Compared { get; private set; }

    /// <summary>Yields what differs, in the order of the days; unless only verifying, it is stored by then.</summary>
    public async IAsyncEnumerable<BarDifference> RunAsync(
        RebuildRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var from = request.Range.From;
        if (await tradeStore.TradesDroppedBeforeAsync(cancellationToken) is { } dropped && dropped > from)
        {
            from = dropped;
            request = request with { Range = request.Range with { From = dropped } };
        }

        while (from < request.Range.To)
        {
            var to = from.Date.AddDays(1) < request.Range.To ? from.Date.AddDays(1) : request.Range.To;
            await foreach (var tick in tradeStore.ReadTicksAsync(
                0, request.Instrument, new TradeQuery(From: from, To: to), cancellationToken))
            {
                Add(request.Intervals, tick);
            }

            foreach (var interval in request.Intervals)
            {
                await foreach (var difference in CompareAsync(request, interval, to, cancellationToken))
                {
                    yield return difference;
                }
            }

            from = to;
        }

        foreach (var window in request.Windows)
        {
            await foreach (var difference in CompareAsync(request, window, cancellationToken))
            {
                yield return difference;
            }
        }
    }

    private void Add(IReadOnlyList<BarInterval> intervals, in Tick tick)
    {
        var time = new DateTime(tick.ExchangeTicks, DateTimeKind.Utc);
        foreach (var interval in intervals)
        {
            System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_sums, (interval, interval.OpenOf(time)), out _)
                .Add(tick);
        }
    }

    /// <summary>The bars of an interval that have ended by <paramref name="end"/> and have not been compared yet.</summary>
    private async IAsyncEnumerable<BarDifference> CompareAsync(
        RebuildRequest request, BarInterval interval, DateTime end, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var ended = _sums.Where(pair => pair.Key.Interval == interval && interval.CloseOf(pair.Key.Open) <= end)
            .ToDictionary(pair => pair.Key.Open, pair => pair.Value);
        var first = interval.OpenOf(end.AddTicks(-1).Date);
        var query = new BarQuery(first > request.Range.From ? first : request.Range.From, end, Source: BarSource.Trades);
        var differences = new List<BarDifference>();
        await foreach (var stored in barStore.ReadBarsAsync(request.Instrument, interval, query, cancellationToken))
        {
            if (!stored.Closed || interval.CloseOf(stored.OpenTime) > end)
            {
                ended.Remove(stored.OpenTime);
                continue;
            }

            Compared++;
            var rebuilt = ended.Remove(stored.OpenTime, out var sum)
                ? sum.ToBar(stored.OpenTime, interval, closed: true, stored.Revision)
                : (Bar?)null;
            IReadOnlyList<string> fields = rebuilt is { } bar ? BarComparison.Differences(stored, bar) : ["noTrades"];
            if (fields.Count > 0)
            {
                differences.Add(new BarDifference(
                    interval.Code,
                    stored.OpenTime,
                    null,
                    fields,
                    stored,
                    rebuilt is { } better ? better with { Revision = stored.Revision + 1 } : null));
            }
        }

        // Cut off by the beginning of the range, or never stored.
        foreach (var (open, sum) in ended.Where(pair => pair.Key >= request.Range.From))
        {
            Compared++;
            differences.Add(new BarDifference(interval.Code, open, null, ["missing"], null, sum.ToBar(open, interval, closed: true)));
        }

        foreach (var key in _sums.Keys.Where(key => key.Interval == interval && interval.CloseOf(key.Open) <= end).ToList())
        {
            _sums.Remove(key);
        }

        // Retention may have come while the trades were read.
        if (await tradeStore.TradesDroppedBeforeAsync(cancellationToken) is { } dropped)
        {
            differences.RemoveAll(difference => difference.OpenTime < dropped);
        }

        if (!request.Verify)
        {
            await barStore.WriteBarsAsync(
                request.Instrument,
                [.. differences.Select(difference => difference.Rebuilt).OfType<Bar>()],
                cancellationToken: cancellationToken);
        }

        foreach (var difference in differences.OrderBy(difference => difference.OpenTime))
        {
            yield return difference;
        }
    }

    /// <summary>Every stored bar of a window, by the trades between its own ends.</summary>
    private async IAsyncEnumerable<BarDifference> CompareAsync(
        RebuildRequest request, WindowSpec window, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var stored = await barStore.ReadWindowBarsAsync(
            request.Instrument, window.Code, new WindowBarQuery(request.Range.From, request.Range.To), cancellationToken)
            .Where(bar => bar.Closed && bar.CloseTime <= request.Range.To).ToListAsync(cancellationToken);
        foreach (var bar in stored)
        {
            Compared++;
            var rebuilt = await windows.AggregateAsync(request.Instrument, window, bar, cancellationToken);
            IReadOnlyList<string> fields = rebuilt is { } other ? BarComparison.Differences(bar, other) : ["noTrades"];
            if (fields.Count == 0 || (rebuilt is null && await tradeStore.TradesDroppedBeforeAsync(cancellationToken) > bar.OpenTime))
            {
                continue;
            }

            var better = rebuilt is { } made ? made with { Revision = bar.Revision + 1 } : (WindowBar?)null;
            if (!request.Verify && better is { } write)
            {
                await barStore.WriteWindowBarsAsync(request.Instrument, [write], cancellationToken);
            }

            yield return new BarDifference(window.Code, bar.OpenTime, bar.Position, fields, bar, better);
        }
    }
}
