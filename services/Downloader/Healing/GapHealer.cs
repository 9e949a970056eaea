using Trading.Contracts;
using Trading.Downloader.Jobs;
using Trading.Downloader.Planning;
using Trading.Downloader.Progress;
using Trading.Downloader.Sources;
using Trading.Downloader.Telemetry;
using Trading.Exchanges.Limits;
using Trading.Exchanges.Transport;
using Trading.MarketStore.Gaps;
using Trading.MarketStore.Trades;

namespace Trading.Downloader.Healing;

/// <summary>Fetches exactly what a row of the gap ledger says is missing, and closes the row.</summary>
internal sealed class GapHealer(
    ITradeStore tradeStore, IGapLedger gapLedger, VenueDirectory venues, DownloadRunner runner, DownloaderMetrics metrics,
    TimeProvider time, ILogger<GapHealer> logger)
{
    /// <summary>Null when the gap stays open: the venue could not be asked, or the gap is of a kind that only a download fills.</summary>
    public async Task<BackfillCompleted?> HealAsync(Gap gap, CancellationToken cancellationToken)
    {
        using var activity = DownloaderMetrics.Activities.StartActivity("heal gap");
        activity?.SetTag("gap.id", gap.Id);
        if (venues.Find(gap.Instrument.Venue) is not { } venue)
        {
            return null;
        }

        if (gap.Kind == MarketDataKind.Trades
            && await tradeStore.TradesDroppedBeforeAsync(cancellationToken) is { } dropped
            && gap.To <= dropped)
        {
            // What came would be dropped again.
            return gap.State == GapState.Open ? await CloseAsync(gap, GapState.Unrecoverable, "retention", 0, cancellationToken) : null;
        }

        try
        {
            var (state, items) = gap.Kind switch
            {
                MarketDataKind.Trades => await HealTradesAsync(venue, gap, cancellationToken),
                MarketDataKind.Bars when gap.Interval is not null => await HealBarsAsync(gap, cancellationToken),
                _ => (GapState.Open, 0),
            };
            return state == GapState.Open
                ? null
                : await CloseAsync(gap, state, state == GapState.Unrecoverable ? "venueOutage" : null, items, cancellationToken);
        }
        catch (VenueException exception)
        {
            logger.GapStaysOpen(gap.Id, gap.Instrument.Symbol, exception.Message);
            return null;
        }
    }

    private async Task<BackfillCompleted> CloseAsync(
        Gap gap, GapState state, string? reason, long items, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await gapLedger.CloseGapAsync(gap.Id, state, now, reason, cancellationToken);
        var kind = gap.Kind == MarketDataKind.Bars ? DownloadKind.Bars : DownloadKind.Trades;
        metrics.Gaps(kind, gap.Instrument, detected: 1, healed: state == GapState.Healed ? 1 : 0);
        logger.GapEnded(gap.Id, gap.Instrument.Symbol, DownloaderMetrics.JobType(kind), state.ToString(), items);
        return new BackfillCompleted
        {
            GapId = gap.Id,
            Venue = gap.Instrument.Venue,
            Symbol = gap.Instrument.Symbol,
            Kind = gap.Kind,
            State = state,
            Items = items,
            From = gap.From,
            To = gap.To,
            CompletedAt = now,
        };
    }

    private async Task<(GapState State, long Items)> HealTradesAsync(VenueAccess venue, Gap gap, CancellationToken cancellationToken)
    {
        if (await IdsAsync(gap, cancellationToken) is not { } ids)
        {
            return (GapState.Open, 0);
        }

        long items = 0;
        foreach (var range in await tradeStore.MissingTradeIdsAsync(gap.Instrument, ids.First, ids.Last, cancellationToken))
        {
            for (var next = range.First; next <= range.Last;)
            {
                using var activity = DownloaderMetrics.Activities.StartActivity("trade page");
                var limit = (int)Math.Min(venue.Venue.TradesPerRequest, range.Last - next + 1);

                // Where the recorded trades are the venue's aggregates, ids of the hole are ids of aggregates.
                var trades = await venue.History.TradesAsync(
                    gap.Instrument.Symbol, next, limit, RequestLane.Resync, venue.Venue.TradesAreAggregates, cancellationToken);
                trades.RemoveAll(trade => trade.TradeId > range.Last);
                if (trades.Count == 0)
                {
                    break;
                }

                using var write = DownloaderMetrics.Activities.StartActivity("store trades");
                var added = await tradeStore.WriteTradesAsync(gap.Instrument, trades, cancellationToken);
                metrics.Stored(DownloadKind.Trades, gap.Instrument, added);
                items += added;
                next = trades[^1].TradeId + 1;
            }
        }

        var left = await tradeStore.MissingTradeIdsAsync(gap.Instrument, ids.First, ids.Last, cancellationToken);
        return (left.Count == 0 ? GapState.Healed : GapState.Unrecoverable, items);
    }

    /// <summary>The ids of the hole; one that is known by time only lies between its stored neighbours.</summary>
    private async Task<IdRange?> IdsAsync(Gap gap, CancellationToken cancellationToken)
    {
        if (gap is { FromId: { } first, ToId: { } last })
        {
            return new IdRange(first, last);
        }

        var before = await tradeStore.ReadTradesAsync(
            gap.Instrument, new TradeQuery(To: gap.From, Limit: 1, Newest: true), cancellationToken)
            .Select(trade => (long?)trade.TradeId).FirstOrDefaultAsync(cancellationToken);
        var after = await tradeStore.ReadTradesAsync(gap.Instrument, new TradeQuery(From: gap.To, Limit: 1), cancellationToken)
            .Select(trade => (long?)trade.TradeId).FirstOrDefaultAsync(cancellationToken);
        return before is { } low && after is { } high ? new IdRange(low + 1, high - 1) : null;
    }

    private async Task<(GapState State, long Items)> HealBarsAsync(Gap gap, CancellationToken cancellationToken)
    {
        var progress = new DownloadProgress(time);
        var outcome = await runner.RunAsync(
            new DownloadRequest
            {
                Venue = gap.Instrument.Venue,
                Kind = DownloadKind.Bars,
                Symbols = [gap.Instrument.Symbol],
                Interval = gap.Interval,
                Series = gap.Series,
                Start = gap.From,
                End = gap.To,
                Source = DownloadSource.Rest,
            },
            progress,
            cancellationToken);
        var missing = outcome.Symbols[0].Missing;
        var state = missing.Count == 0 ? GapState.Healed : outcome.IsComplete ? GapState.Unrecoverable : GapState.Open;
        return (state, progress.Items);
    }
}
