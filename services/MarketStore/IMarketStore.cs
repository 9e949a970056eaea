using Trading.Contracts;

namespace Trading.MarketStore;

/// <summary>
/// The shared store of market facts. Every write is idempotent by the facts' natural keys, so live recording and history may
/// write the same rows in any order. Safe for concurrent use.
/// </summary>
public interface IMarketStore
{
    /// <summary>Stores trades that are not there yet, all or none; returns how many were new. Ids need no order.</summary>
    Task<int> WriteTradesAsync(InstrumentId instrument, IReadOnlyList<Trade> trades, CancellationToken cancellationToken = default);

    /// <summary>Streams trades in the order of their ids.</summary>
    IAsyncEnumerable<Trade> ReadTradesAsync(InstrumentId instrument, TradeQuery query = default, CancellationToken cancellationToken = default);

    /// <summary>First and last stored trade; null when there is none.</summary>
    Task<TradeExtent?> TradeExtentAsync(InstrumentId instrument, CancellationToken cancellationToken = default);

    /// <summary>Holes in the ids from <paramref name="fromId"/> to <paramref name="toId"/>, both inclusive, ascending.</summary>
    Task<IReadOnlyList<IdRange>> MissingTradeIdsAsync(InstrumentId instrument, long fromId, long toId, CancellationToken cancellationToken = default);

    /// <summary>UTC days before <paramref name="before"/> that hold trades, of whatever instrument, ascending.</summary>
    Task<IReadOnlyList<DateOnly>> TradeDaysAsync(DateOnly before, CancellationToken cancellationToken = default);

    /// <summary>
    /// Retention: drops the trades of one UTC day of exchange time, of all instruments. Anchors move behind it, so that the next id is
    /// known when nothing is left. Days are dropped in their order; twice is the same as once.
    /// </summary>
    /// <param name="droppedAt">UTC.</param>
    Task DropTradeDayAsync(DateOnly day, DateTime droppedAt, CancellationToken cancellationToken = default);

    /// <summary>
    /// Trades of exchange times before this (UTC) have been dropped; null when none ever were. Reported before the first of them is gone:
    /// what was read whole while it did not say so is whole.
    /// </summary>
    Task<DateTime?> TradesDroppedBeforeAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Stores bars by venue, symbol, series, interval, open time and source, all or none. Against a stored one a closed bar wins
    /// over an open one, then the higher revision, then the later write. Returns how many rows were added or changed.
    /// </summary>
    Task<int> WriteBarsAsync(
        InstrumentId instrument,
        IReadOnlyList<Bar> bars,
        BarSeries series = BarSeries.Last,
        CancellationToken cancellationToken = default);

    /// <summary>Streams bars in the order of their open times, one per open time unless a source is asked for.</summary>
    IAsyncEnumerable<Bar> ReadBarsAsync(
        InstrumentId instrument,
        BarInterval interval,
        BarQuery query = default,
        CancellationToken cancellationToken = default);

    /// <summary>
    /// Holes among the venue's own closed bars (archive or REST; our aggregation does not fill a hole of history) in
    /// [<paramref name="from"/>, <paramref name="to"/>), ascending. The bounds (UTC) are open times.
    /// </summary>
    Task<IReadOnlyList<TimeRange>> MissingBarsAsync(
        InstrumentId instrument,
        BarInterval interval,
        DateTime from,
        DateTime to,
        BarSeries series = BarSeries.Last,
        CancellationToken cancellationToken = default);

    /// <summary>
    /// Stores bars of windows by venue, symbol, window and position, all or none; what wins against a stored one is as with bars of
    /// intervals. Returns how many rows were added or changed.
    /// </summary>
    Task<int> WriteWindowBarsAsync(InstrumentId instrument, IReadOnlyList<WindowBar> bars, CancellationToken cancellationToken = default);

    /// <summary>Streams the bars of a window in the order of their positions.</summary>
    IAsyncEnumerable<WindowBar> ReadWindowBarsAsync(
        InstrumentId instrument, string window, WindowBarQuery query = default, CancellationToken cancellationToken = default);

    /// <summary>Removes the bars of a window in a range of positions, both inclusive: they are about to be cut again.</summary>
    Task<int> DeleteWindowBarsAsync(
        InstrumentId instrument, string window, long fromPosition, long toPosition, CancellationToken cancellationToken = default);

    /// <summary>Stores aggregate trades that are not there yet, all or none; returns how many were new.</summary>
    Task<int> WriteAggregateTradesAsync(InstrumentId instrument, IReadOnlyList<AggregateTrade> trades, CancellationToken cancellationToken = default);

    /// <summary>Streams aggregate trades in the order of their ids.</summary>
    IAsyncEnumerable<AggregateTrade> ReadAggregateTradesAsync(InstrumentId instrument, IdRange ids, CancellationToken cancellationToken = default);

    /// <summary>First and last stored id whose time is in [from, to) (UTC); null when there is none.</summary>
    Task<IdRange?> AggregateTradeIdsAsync(InstrumentId instrument, DateTime from, DateTime to, CancellationToken cancellationToken = default);

    /// <summary>Holes in the ids of the range, ascending.</summary>
    Task<IReadOnlyList<IdRange>> MissingAggregateTradeIdsAsync(InstrumentId instrument, IdRange ids, CancellationToken cancellationToken = default);

    /// <summary>
    /// Stores settlements that are not there yet, and completes those whose mark price or interval was not known; returns how many were
    /// new or completed. A settlement must not come twice in one call.
    /// </summary>
    Task<int> WriteFundingAsync(InstrumentId instrument, IReadOnlyList<FundingRate> rates, CancellationToken cancellationToken = default);

    /// <summary>Settlements from <paramref name="from"/>, inclusive, to <paramref name="to"/>, exclusive (UTC), ascending.</summary>
    IAsyncEnumerable<FundingRate> ReadFundingAsync(InstrumentId instrument, DateTime from, DateTime to, CancellationToken cancellationToken = default);

    /// <summary>Enters a published file whose rows are stored, or what it is by now.</summary>
    Task WriteArchiveAsync(string venue, KnownArchive archive, CancellationToken cancellationToken = default);

    /// <summary>Published files that were read and speak of some of this time, by time.</summary>
    Task<IReadOnlyList<KnownArchive>> ArchivesAsync(string venue, TimeRange range, CancellationToken cancellationToken = default);

    /// <summary>Sets the anchor unless there is one; returns the one that holds.</summary>
    Task<FeedAnchor> SetAnchorIfAbsentAsync(InstrumentId instrument, FeedAnchor anchor, CancellationToken cancellationToken = default);

    Task<FeedAnchor?> GetAnchorAsync(InstrumentId instrument, CancellationToken cancellationToken = default);

    /// <summary>
    /// Enters a gap. Idempotent: by id, and an open gap of the same instrument, kind, interval and bounds is returned instead of
    /// entering it twice (a restart may find the same hole again).
    /// </summary>
    Task<Gap> OpenGapAsync(Gap gap, CancellationToken cancellationToken = default);

    /// <summary>Closes an open gap; false when there is no open gap of this id.</summary>
    /// <param name="state">Healed or Unrecoverable.</param>
    /// <param name="reason">New class of the gap; null keeps it.</param>
    Task<bool> CloseGapAsync(Guid id, GapState state, DateTime closedAt, string? reason = null, CancellationToken cancellationToken = default);

    /// <summary>The gap of this id, or null.</summary>
    Task<Gap?> GetGapAsync(Guid id, CancellationToken cancellationToken = default);

    Task<IReadOnlyList<Gap>> ListGapsAsync(GapFilter filter = default, CancellationToken cancellationToken = default);

    Task<IReadOnlyList<CoverageEntry>> CoverageAsync(InstrumentId instrument, CancellationToken cancellationToken = default);
}
