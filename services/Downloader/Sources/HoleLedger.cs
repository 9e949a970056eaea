using Trading.Contracts;
using Trading.Downloader.Planning;
using Trading.Downloader.Progress;
using Trading.Exchanges.Limits;
using Trading.Exchanges.Venues;
using Trading.MarketStore;
using Trading.MarketStore.Bars;
using Trading.MarketStore.Gaps;

namespace Trading.Downloader.Sources;

/// <summary>
/// Holes of history and their reasons. A hole that the venue itself has is entered in the gap ledger once, as unrecoverable, and
/// never asked for again.
/// </summary>
internal sealed class HoleLedger(IBarStore barStore, IGapLedger gapLedger, TimeProvider time)
{
    private const int MostGaps = 100_000;

    /// <summary>Missing ranges that no row of the ledger explains.</summary>
    public async Task<IReadOnlyList<TimeRange>> UnexplainedAsync(BarTarget target, CancellationToken cancellationToken) =>
        [
            .. (await MissingAsync(target, cancellationToken))
                .Where(range => range.Class == MissingReason.NotFetched)
                .Select(range => new TimeRange(range.From, range.To)),
        ];

    /// <summary>
    /// Every missing range with what the ledger knows of it; <see cref="MissingReason.NotFetched"/> where it knows nothing.
    /// </summary>
    public async Task<IReadOnlyList<MissingRange>> MissingAsync(BarTarget target, CancellationToken cancellationToken)
    {
        if (target.Range.Length <= TimeSpan.Zero)
        {
            return [];
        }

        var missing = await barStore.MissingBarsAsync(
            target.Instrument, target.Interval, target.Range.From, target.Range.To, target.Series, cancellationToken);
        var known = missing.Count == 0
            ? []
            : await gapLedger.ListGapsAsync(
                new GapFilter(
                    GapState.Unrecoverable, target.Instrument.Venue, target.Instrument.Symbol, MarketDataKind.Bars,
                    MostGaps), cancellationToken);
        var explained = known.Where(
            gap => gap.Interval == target.Interval && gap.Series == target.Series).OrderBy(gap => gap.From).ToArray();
        var classes = new List<MissingRange>();
        foreach (var hole in missing)
        {
            var from = hole.From;
            foreach (var gap in explained.Where(gap => gap.From < hole.To && gap.To > hole.From))
            {
                Add(from, gap.From, MissingReason.NotFetched);
                from = gap.From > from ? gap.From : from;
                Add(from, gap.To < hole.To ? gap.To : hole.To, ClassOf(gap.Reason));
                from = gap.To > from ? gap.To : from;
            }

            Add(from, hole.To, MissingReason.NotFetched);
        }

        return classes;

        void Add(DateTime from, DateTime to, MissingReason reason)
        {
            if (from < to && PagePlanner.Count(new TimeRange(from, to), target.Interval) is > 0 and var count)
            {
                classes.Add(new MissingRange(from, to, count, reason));
            }
        }
    }

    /// <summary>What is missing after a download, with reasons; asks the venue where it must and enters what it has never had.</summary>
    /// <param name="source">What the download was allowed to use: after archives alone REST has not been asked for the rows yet.</param>
    /// <param name="unread">Ranges of archives that could not be fetched: what they hold is not known.</param>
    public async Task<IReadOnlyList<MissingRange>> ClassifyAsync(
        IVenueHistory history,
        BarTarget target,
        DownloadSource source,
        IReadOnlyList<TimeRange> unread,
        DownloadProgress progress,
        CancellationToken cancellationToken)
    {
        var missing = await MissingAsync(target, cancellationToken);
        if (missing.All(range => range.Class != MissingReason.NotFetched))
        {
            return missing;
        }

        var reasoned = new List<MissingRange>(missing.Count);
        foreach (var hole in missing)
        {
            var isUnread = source == DownloadSource.Archive && unread.Any(range => range.From < hole.To && range.To > hole.From);
            reasoned.Add(hole.Class == MissingReason.NotFetched && !isUnread
                ? hole with { Class = await ReasonAsync(history, target, hole, source, progress, cancellationToken) }
                : hole);
        }

        return reasoned;
    }

    private async Task<MissingReason> ReasonAsync(
        IVenueHistory history,
        BarTarget target,
        MissingRange hole,
        DownloadSource source,
        DownloadProgress progress,
        CancellationToken cancellationToken)
    {
        if (source == DownloadSource.Archive
            && await FirstBarAsync(history, target, hole.From, progress, cancellationToken) is { } known && known < hole.To)
        {
            return ArchiveSeries.DayIsPublished(hole.From.Date, time.GetUtcNow().UtcDateTime)
                ? MissingReason.ArchiveDefect
                : MissingReason.NotFetched;
        }

        // Beyond the last bar that the venue has: tomorrow there may be more, so the ledger stays as it is.
        if (hole.To >= target.Range.To && await FirstBarAsync(history, target, hole.From, progress, cancellationToken) is null)
        {
            return MissingReason.NotListed;
        }

        var reason = hole.From <= target.Range.From
            && await FirstBarAsync(history, target, DateTime.UnixEpoch, progress, cancellationToken) is { } first && first >= hole.To
                ? MissingReason.NotListed
                : MissingReason.VenueOutage;
        await EnterAsync(target, hole, reason, cancellationToken);
        return reason;
    }

    private async Task EnterAsync(BarTarget target, MissingRange hole, MissingReason reason, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var gap = await gapLedger.OpenGapAsync(
            new Gap
            {
                Id = Guid.NewGuid(),
                Instrument = target.Instrument,
                Kind = MarketDataKind.Bars,
                Interval = target.Interval,
                Series = target.Series,
                From = hole.From,
                To = hole.To,
                Reason = TextOf(reason),
                DetectedAt = now,
            },
            cancellationToken);
        await gapLedger.CloseGapAsync(gap.Id, GapState.Unrecoverable, now, TextOf(reason), cancellationToken);
    }

    private static async Task<DateTime?> FirstBarAsync(
        IVenueHistory history,
        BarTarget target,
        DateTime from,
        DownloadProgress progress,
        CancellationToken cancellationToken)
    {
        progress.AddWeight(history.WeightOf(HistoryQuery.Bars, 1));
        var bars = await history.BarsAsync(
            target.Instrument.Symbol, target.Interval, from, end: null, limit: 1, RequestLane.Backfill, target.Series, cancellationToken);
        return bars.Count > 0 && bars[0].Closed ? bars[0].OpenTime : null;
    }

    private static string TextOf(MissingReason reason) => reason switch
    {
        MissingReason.VenueOutage => "venueOutage",
        MissingReason.NotListed => "notListed",
        MissingReason.ArchiveDefect => "archiveDefect",
        _ => "notFetched",
    };

    private static MissingReason ClassOf(string reason) =>
        Enum.TryParse<MissingReason>(reason, ignoreCase: true, out var known) ? known : MissingReason.VenueOutage;
}
