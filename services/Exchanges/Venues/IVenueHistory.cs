using Trading.Contracts;
using Trading.Exchanges.Limits;
using Trading.Exchanges.Transport;

namespace Trading.Exchanges.Venues;

/// <summary>
/// A venue's market data on request. Every call waits for its weight and retries transient faults by itself; what it throws in the end is
/// a <see cref="VenueException"/>. Times are UTC.
/// </summary>
public interface IVenueHistory
{
    /// <summary>The <c>venue</c> of every row that comes from here.</summary>
    string Venue { get; }

    WeightGate Gate { get; }

    ServerClock Clock { get; }

    /// <summary>What one request costs.</summary>
    /// <param name="rows">Rows that are asked for, where the price depends on it.</param>
    int WeightOf(HistoryQuery query, int rows = 1);

    /// <summary>Bars whose open time is in [start, end], oldest first; the last one may still be open.</summary>
    /// <param name="start">Null with <paramref name="end"/> null: the newest.</param>
    Task<List<Bar>> BarsAsync(
        string symbol, BarInterval interval, DateTime? start, DateTime? end, int limit, RequestLane lane,
        BarSeries series = BarSeries.Last, CancellationToken cancellationToken = default);

    /// <summary>Trades from an id on (inclusive), ascending; without an id the newest.</summary>
    /// <param name="aggregates">Aggregates instead, each as a trade that has its id.</param>
    Task<List<Trade>> TradesAsync(
        string symbol, long? fromId, int limit, RequestLane lane, bool aggregates = false, CancellationToken cancellationToken = default);

    /// <summary>
    /// Aggregate trades from an id on (inclusive), ascending, at most 1000; without an id the newest. A venue without aggregates gives
    /// each trade as one.
    /// </summary>
    Task<List<AggregateTrade>> AggregatesAsync(
        string symbol, long? fromId, int limit, RequestLane lane, CancellationToken cancellationToken = default);

    /// <summary>The first aggregate trades of [start, end] (both inclusive; less than an hour apart), ascending.</summary>
    Task<List<AggregateTrade>> AggregatesAsync(
        string symbol, DateTime start, DateTime end, int limit, RequestLane lane, CancellationToken cancellationToken = default);

    /// <summary>Settlements of [start, end] (both inclusive), oldest first, at most 1000. Asked of perpetual contracts alone.</summary>
    Task<List<FundingSettlement>> FundingAsync(
        string symbol, DateTime start, DateTime end, int limit, RequestLane lane, CancellationToken cancellationToken = default);

    Task<DepthSnapshot> DepthAsync(string symbol, int limit, RequestLane lane, CancellationToken cancellationToken = default);

    /// <summary>Instruments and limits; the gate and the clock take over what the venue says of them.</summary>
    /// <param name="symbols">Those that are wanted; the venue may answer for more. Null: all.</param>
    Task<ExchangeInfo> ExchangeInfoAsync(
        IReadOnlyCollection<string>? symbols = null, RequestLane lane = RequestLane.Resync, CancellationToken cancellationToken = default);
}
