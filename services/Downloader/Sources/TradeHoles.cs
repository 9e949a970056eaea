using Trading.Contracts;
using Trading.Downloader.Planning;
using Trading.MarketStore;
using Trading.MarketStore.History;
using Trading.MarketStore.Trades;

namespace Trading.Downloader.Sources;

/// <summary>
/// What is missing of a range of aggregate trades. Ids rise by one, so the stored rows prove their own completeness: a range is whole
/// when its ids have no hole and its first and last row have their neighbours outside the range stored too.
/// </summary>
internal sealed class TradeHoles(ITradeStore tradeStore, IAggregateStore aggregateStore, IHistoryStore history)
{
    /// <summary>Stored ids of the range; null when there are none.</summary>
    public Task<IdRange?> StoredAsync(InstrumentId instrument, TimeRange range, CancellationToken cancellationToken) =>
        aggregateStore.AggregateTradeIdsAsync(instrument, range.From, range.To, cancellationToken);

    /// <summary>Whether the row of this id is stored.</summary>
    public async Task<bool> HasAsync(InstrumentId instrument, long id, CancellationToken cancellationToken) =>
        (await aggregateStore.MissingAggregateTradeIdsAsync(instrument, new IdRange(id, id), cancellationToken)).Count == 0;

    /// <summary>Times for which nothing says that they are whole: before the first stored row, after the last one.</summary>
    public async Task<IReadOnlyList<TimeRange>> UnprovenAsync(InstrumentId instrument, TimeRange range, CancellationToken cancellationToken)
    {
        if (await StoredAsync(instrument, range, cancellationToken) is not { } ids)
        {
            return [range];
        }

        var unproven = new List<TimeRange>();
        if (ids.First > 0 && !await HasAsync(instrument, ids.First - 1, cancellationToken))
        {
            unproven.Add(range with { To = await TimeAsync(instrument, ids.First, cancellationToken) });
        }

        if (!await HasAsync(instrument, ids.Last + 1, cancellationToken))
        {
            unproven.Add(range with { From = await TimeAsync(instrument, ids.Last, cancellationToken) });
        }

        return [.. unproven.Where(part => part.Length > TimeSpan.Zero)];
    }

    /// <summary>Ranges neither proven complete nor covered by an archive read so far.</summary>
    public async Task<IReadOnlyList<MissingRange>> UnreadAsync(
        InstrumentId instrument, ArchiveSeries series, TimeRange range, CancellationToken cancellationToken)
    {
        var read = (await history.ArchivesAsync(instrument.Venue, range, cancellationToken)).Where(file => series.Holds(file.Path))
            .OrderBy(file => file.From).ToArray();
        var unread = new List<MissingRange>();
        foreach (var part in await UnprovenAsync(instrument, range, cancellationToken))
        {
            var from = part.From;
            foreach (var file in read.Where(file => file.From < part.To && file.To > part.From))
            {
                Add(from, file.From);
                from = file.To > from ? file.To : from;
            }

            Add(from, part.To);
        }

        return unread;

        void Add(DateTime from, DateTime to)
        {
            if (from < to)
            {
                unread.Add(new MissingRange(from, to, 0, MissingReason.NotFetched));
            }
        }
    }

    /// <summary>Holes between stored rows, with the times of the rows around them.</summary>
    public async Task<IReadOnlyList<MissingRange>> MissingAsync(
        InstrumentId instrument, IdRange ids, MissingReason reason, CancellationToken cancellationToken)
    {
        var missing = new List<MissingRange>();
        foreach (var hole in await aggregateStore.MissingAggregateTradeIdsAsync(instrument, ids, cancellationToken))
        {
            var from = await TimeAsync(instrument, hole.First - 1, cancellationToken);
            var to = await TimeAsync(instrument, hole.Last + 1, cancellationToken);
            missing.Add(new MissingRange(from, to, hole.Count, reason));
        }

        return missing;
    }

    /// <summary>Gaps in the ids of stored single trades of the range, with the times of the trades around them.</summary>
    public async Task<IReadOnlyList<MissingRange>> MissingSinglesAsync(
        InstrumentId instrument, TimeRange range, CancellationToken cancellationToken)
    {
        var query = new TradeQuery(From: range.From, To: range.To, Limit: 1);
        if (await FirstAsync(query) is not { } first || await FirstAsync(query with { Newest = true }) is not { } last)
        {
            return [];
        }

        var missing = new List<MissingRange>();
        foreach (var gap in await tradeStore.MissingTradeIdsAsync(instrument, first.TradeId, last.TradeId, cancellationToken))
        {
            var before = await FirstAsync(new TradeQuery(FromId: gap.First - 1, Limit: 1));
            var after = await FirstAsync(new TradeQuery(FromId: gap.Last + 1, Limit: 1));
            missing.Add(new MissingRange(before!.Value.ExchangeTime, after!.Value.ExchangeTime, gap.Count, MissingReason.NotFetched));
        }

        return missing;

        async Task<Trade?> FirstAsync(TradeQuery one)
        {
            await foreach (var trade in tradeStore.ReadTradesAsync(instrument, one, cancellationToken))
            {
                return trade;
            }

            return null;
        }
    }

    private async Task<DateTime> TimeAsync(InstrumentId instrument, long id, CancellationToken cancellationToken) =>
        (await aggregateStore.ReadAggregateTradesAsync(instrument, new IdRange(id, id), cancellationToken)
            .FirstOrDefaultAsync(cancellationToken)).Time;
}
