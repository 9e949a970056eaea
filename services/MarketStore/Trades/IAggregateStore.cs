using Trading.Contracts;

namespace Trading.MarketStore.Trades;

/// <summary>Trades in the venue's aggregates, by the ids of those: the form in which history is downloaded.</summary>
public interface IAggregateStore
{
    /// <summary>Stores aggregate trades that are not there yet, all or none; returns how many were new.</summary>
    Task<int> WriteAggregateTradesAsync(
        InstrumentId instrument, IReadOnlyList<AggregateTrade> trades, CancellationToken cancellationToken = default);

    /// <summary>Streams aggregate trades in the order of their ids.</summary>
    IAsyncEnumerable<AggregateTrade> ReadAggregateTradesAsync(
        InstrumentId instrument, IdRange ids, CancellationToken cancellationToken = default);

    /// <summary>First and last stored id whose time is in [from, to) (UTC); null when there is none.</summary>
    Task<IdRange?> AggregateTradeIdsAsync(
        InstrumentId instrument, DateTime from, DateTime to, CancellationToken cancellationToken = default);

    /// <summary>Holes in the ids of the range, ascending.</summary>
    Task<IReadOnlyList<IdRange>> MissingAggregateTradeIdsAsync(
        InstrumentId instrument, IdRange ids, CancellationToken cancellationToken = default);
}
