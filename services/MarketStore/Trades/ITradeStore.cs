using Trading.Contracts;

namespace Trading.MarketStore.Trades;

/// <summary>Trades by their ids, the days that retention drops, and where recording began.</summary>
public interface ITradeStore
{
    /// <summary>Stores trades that are not there yet, all or none; returns how many were new. Ids need no order.</summary>
    Task<int> WriteTradesAsync(InstrumentId instrument, IReadOnlyList<Trade> trades, CancellationToken cancellationToken = default);

    /// <summary>Streams trades in the order of their ids.</summary>
    IAsyncEnumerable<Trade> ReadTradesAsync(
        InstrumentId instrument, TradeQuery query = default, CancellationToken cancellationToken = default);

    /// <summary>First and last stored trade; null when there is none.</summary>
    Task<TradeExtent?> TradeExtentAsync(InstrumentId instrument, CancellationToken cancellationToken = default);

    /// <summary>Holes in the ids from <paramref name="fromId"/> to <paramref name="toId"/>, both inclusive, ascending.</summary>
    Task<IReadOnlyList<IdRange>> MissingTradeIdsAsync(
        InstrumentId instrument, long fromId, long toId, CancellationToken cancellationToken = default);

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

    /// <summary>Sets the anchor unless there is one; returns the one that holds.</summary>
    Task<FeedAnchor> SetAnchorIfAbsentAsync(InstrumentId instrument, FeedAnchor anchor, CancellationToken cancellationToken = default);

    Task<FeedAnchor?> GetAnchorAsync(InstrumentId instrument, CancellationToken cancellationToken = default);
}
