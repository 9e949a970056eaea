using Trading.Contracts;

namespace Trading.MarketStore.Storage;

internal sealed class SqlMarketStore(ISqlDialect dialect, IBulkWriter writer) : IMarketStore, IAsyncDisposable
{
    private readonly IdTable _tradeIds = new(dialect, "trades", "trade_id");
    private readonly IdTable _aggregateIds = new(dialect, "agg_trades", "agg_id");
    private readonly TradeReader _trades = new(dialect, new IdTable(dialect, "trades", "trade_id"));
    private readonly AggregateReader _aggregates = new(dialect, new IdTable(dialect, "agg_trades", "agg_id"));
    private readonly BarReader _bars = new(dialect);
    private readonly GapLedger _gaps = new(dialect);
    private readonly FactTables _facts = new(dialect);

    public async Task<int> WriteTradesAsync(InstrumentId instrument, IReadOnlyList<Trade> trades, CancellationToken cancellationToken = default) =>
        trades.Count == 0 ? 0 : await writer.WriteTradesAsync(instrument, trades, cancellationToken);

    public IAsyncEnumerable<Trade> ReadTradesAsync(InstrumentId instrument, TradeQuery query = default, CancellationToken cancellationToken = default) =>
        _trades.ReadAsync(instrument, query, cancellationToken);

    public Task<TradeExtent?> TradeExtentAsync(InstrumentId instrument, CancellationToken cancellationToken = default) =>
        _tradeIds.ExtentAsync(instrument, cancellationToken);

    public Task<IReadOnlyList<IdRange>> MissingTradeIdsAsync(InstrumentId instrument, long fromId, long toId, CancellationToken cancellationToken = default) =>
        _tradeIds.MissingIdsAsync(instrument, fromId, toId, cancellationToken);

    public async Task<long> DeleteTradesBeforeAsync(InstrumentId instrument, DateTime time, CancellationToken cancellationToken = default)
    {
        long? keepFrom;
        await using (var connection = await dialect.OpenAsync(cancellationToken))
        {
            keepFrom = await _tradeIds.FirstIdAtAsync(connection, instrument, time, cancellationToken);
        }

        return await writer.DeleteTradesBelowAsync(instrument, keepFrom ?? long.MaxValue, cancellationToken);
    }

    public async Task<int> WriteBarsAsync(InstrumentId instrument, IReadOnlyList<Bar> bars, BarSeries series = BarSeries.Last, CancellationToken cancellationToken = default) =>
        bars.Count == 0 ? 0 : await writer.WriteBarsAsync(instrument, bars, series, cancellationToken);

    public IAsyncEnumerable<Bar> ReadBarsAsync(InstrumentId instrument, BarInterval interval, BarQuery query = default, CancellationToken cancellationToken = default) =>
        _bars.ReadAsync(instrument, interval, query, cancellationToken);

    public Task<IReadOnlyList<TimeRange>> MissingBarsAsync(
        InstrumentId instrument,
        BarInterval interval,
        DateTime from,
        DateTime to,
        BarSeries series = BarSeries.Last,
        CancellationToken cancellationToken = default) => _bars.MissingAsync(instrument, interval, new TimeRange(from, to), series, cancellationToken);

    public async Task<int> WriteAggregateTradesAsync(
        InstrumentId instrument, IReadOnlyList<AggregateTrade> trades, CancellationToken cancellationToken = default) =>
        trades.Count == 0 ? 0 : await writer.WriteAggregatesAsync(instrument, trades, cancellationToken);

    public IAsyncEnumerable<AggregateTrade> ReadAggregateTradesAsync(
        InstrumentId instrument, IdRange ids, CancellationToken cancellationToken = default) => _aggregates.ReadAsync(instrument, ids, cancellationToken);

    public Task<IdRange?> AggregateTradeIdsAsync(
        InstrumentId instrument, DateTime from, DateTime to, CancellationToken cancellationToken = default) =>
        _aggregates.IdsOfAsync(instrument, from, to, cancellationToken);

    public Task<IReadOnlyList<IdRange>> MissingAggregateTradeIdsAsync(
        InstrumentId instrument, IdRange ids, CancellationToken cancellationToken = default) =>
        _aggregateIds.MissingIdsAsync(instrument, ids.First, ids.Last, cancellationToken);

    public async Task<int> WriteFundingAsync(InstrumentId instrument, IReadOnlyList<FundingRate> rates, CancellationToken cancellationToken = default) =>
        rates.Count == 0 ? 0 : await writer.WriteFundingAsync(instrument, rates, cancellationToken);

    public IAsyncEnumerable<FundingRate> ReadFundingAsync(InstrumentId instrument, DateTime from, DateTime to, CancellationToken cancellationToken = default) =>
        _facts.ReadFundingAsync(instrument, from, to, cancellationToken);

    public Task<FeedAnchor> SetAnchorIfAbsentAsync(InstrumentId instrument, FeedAnchor anchor, CancellationToken cancellationToken = default) =>
        _facts.SetAnchorIfAbsentAsync(instrument, anchor, cancellationToken);

    public Task<FeedAnchor?> GetAnchorAsync(InstrumentId instrument, CancellationToken cancellationToken = default) =>
        _facts.GetAnchorAsync(instrument, cancellationToken);

    public Task<Gap> OpenGapAsync(Gap gap, CancellationToken cancellationToken = default) => _gaps.OpenAsync(gap, cancellationToken);

    public Task<bool> CloseGapAsync(Guid id, GapState state, DateTime closedAt, string? reason = null, CancellationToken cancellationToken = default) =>
        _gaps.CloseAsync(id, state, closedAt, reason, cancellationToken);

    public Task<Gap?> GetGapAsync(Guid id, CancellationToken cancellationToken = default) => _gaps.GetAsync(id, cancellationToken);

    public Task<IReadOnlyList<Gap>> ListGapsAsync(GapFilter filter = default, CancellationToken cancellationToken = default) => _gaps.ListAsync(filter, cancellationToken);

    public Task<IReadOnlyList<CoverageEntry>> CoverageAsync(InstrumentId instrument, CancellationToken cancellationToken = default) =>
        _facts.CoverageAsync(instrument, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (writer is IAsyncDisposable disposable)
        {
            await disposable.DisposeAsync();
        }
    }
}
