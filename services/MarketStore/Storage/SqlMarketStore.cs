using System.Runtime.CompilerServices;
using Trading.Contracts;

namespace Trading.MarketStore.Storage;

/// <param name="timer">Starts the clock of an operation; it stops when disposed.</param>
internal sealed class SqlMarketStore(ISqlDialect dialect, IBulkWriter writer, Func<string, IDisposable?> timer) : IMarketStore, IAsyncDisposable
{
    private readonly TradeDays _days = new(dialect);
    private readonly IdTable _tradeIds = new(dialect, new TradeDays(dialect), "trades", "trade_id");
    private readonly IdTable _aggregateIds = new(dialect, new UndividedIds(), "agg_trades", "agg_id");
    private readonly TradeReader _trades = new(dialect, new IdTable(dialect, new TradeDays(dialect), "trades", "trade_id"));
    private readonly AggregateReader _aggregates = new(dialect, new IdTable(dialect, new UndividedIds(), "agg_trades", "agg_id"));
    private readonly BarReader _bars = new(dialect);
    private readonly WindowBarReader _windows = new(dialect);
    private readonly GapLedger _gaps = new(dialect);
    private readonly FactTables _facts = new(dialect);
    private readonly ArchiveTable _archives = new(dialect);

    public async Task<int> WriteTradesAsync(InstrumentId instrument, IReadOnlyList<Trade> trades, CancellationToken cancellationToken = default) =>
        trades.Count == 0 ? 0 : await TimeAsync("market.trades.write", () => writer.WriteTradesAsync(instrument, trades, cancellationToken));

    public IAsyncEnumerable<Trade> ReadTradesAsync(InstrumentId instrument, TradeQuery query = default, CancellationToken cancellationToken = default) =>
        TimeFirstAsync("market.trades.read", _trades.ReadAsync(instrument, query, cancellationToken), cancellationToken);

    public Task<TradeExtent?> TradeExtentAsync(InstrumentId instrument, CancellationToken cancellationToken = default) =>
        TimeAsync("market.trades.extent", () => _tradeIds.ExtentAsync(instrument, cancellationToken));

    public Task<IReadOnlyList<IdRange>> MissingTradeIdsAsync(InstrumentId instrument, long fromId, long toId, CancellationToken cancellationToken = default) =>
        TimeAsync("market.trades.missing", () => _tradeIds.MissingIdsAsync(instrument, fromId, toId, cancellationToken));

    public Task<IReadOnlyList<DateOnly>> TradeDaysAsync(DateOnly before, CancellationToken cancellationToken = default) =>
        TimeAsync("market.trades.days", () => writer.TradeDaysAsync(before, cancellationToken));

    public async Task DropTradeDayAsync(DateOnly day, DateTime droppedAt, CancellationToken cancellationToken = default)
    {
        using var clock = timer("market.trades.drop");
        await writer.DropTradeDayAsync(day, droppedAt, cancellationToken);
    }

    public Task<DateTime?> TradesDroppedBeforeAsync(CancellationToken cancellationToken = default) =>
        TimeAsync("market.trades.dropped", () => _days.DroppedBeforeAsync(cancellationToken));

    public async Task<int> WriteBarsAsync(InstrumentId instrument, IReadOnlyList<Bar> bars, BarSeries series = BarSeries.Last, CancellationToken cancellationToken = default) =>
        bars.Count == 0 ? 0 : await TimeAsync("market.bars.write", () => writer.WriteBarsAsync(instrument, bars, series, cancellationToken));

    public IAsyncEnumerable<Bar> ReadBarsAsync(InstrumentId instrument, BarInterval interval, BarQuery query = default, CancellationToken cancellationToken = default) =>
        TimeFirstAsync("market.bars.read", _bars.ReadAsync(instrument, interval, query, cancellationToken), cancellationToken);

    public Task<IReadOnlyList<TimeRange>> MissingBarsAsync(
        InstrumentId instrument,
        BarInterval interval,
        DateTime from,
        DateTime to,
        BarSeries series = BarSeries.Last,
        CancellationToken cancellationToken = default) =>
        TimeAsync("market.bars.missing", () => _bars.MissingAsync(instrument, interval, new TimeRange(from, to), series, cancellationToken));

    public async Task<int> WriteWindowBarsAsync(InstrumentId instrument, IReadOnlyList<WindowBar> bars, CancellationToken cancellationToken = default) =>
        bars.Count == 0 ? 0 : await writer.WriteWindowBarsAsync(instrument, bars, cancellationToken);

    public IAsyncEnumerable<WindowBar> ReadWindowBarsAsync(
        InstrumentId instrument, string window, WindowBarQuery query = default, CancellationToken cancellationToken = default) =>
        _windows.ReadAsync(instrument, window, query, cancellationToken);

    public Task<int> DeleteWindowBarsAsync(
        InstrumentId instrument, string window, long fromPosition, long toPosition, CancellationToken cancellationToken = default) =>
        _windows.DeleteAsync(instrument, window, fromPosition, toPosition, cancellationToken);

    public async Task<int> WriteAggregateTradesAsync(
        InstrumentId instrument, IReadOnlyList<AggregateTrade> trades, CancellationToken cancellationToken = default) =>
        trades.Count == 0 ? 0 : await TimeAsync("market.aggregates.write", () => writer.WriteAggregatesAsync(instrument, trades, cancellationToken));

    public IAsyncEnumerable<AggregateTrade> ReadAggregateTradesAsync(
        InstrumentId instrument, IdRange ids, CancellationToken cancellationToken = default) =>
        TimeFirstAsync("market.aggregates.read", _aggregates.ReadAsync(instrument, ids, cancellationToken), cancellationToken);

    public Task<IdRange?> AggregateTradeIdsAsync(
        InstrumentId instrument, DateTime from, DateTime to, CancellationToken cancellationToken = default) =>
        TimeAsync("market.aggregates.ids", () => _aggregates.IdsOfAsync(instrument, from, to, cancellationToken));

    public Task<IReadOnlyList<IdRange>> MissingAggregateTradeIdsAsync(
        InstrumentId instrument, IdRange ids, CancellationToken cancellationToken = default) =>
        TimeAsync("market.aggregates.missing", () => _aggregateIds.MissingIdsAsync(instrument, ids.First, ids.Last, cancellationToken));

    public async Task<int> WriteFundingAsync(InstrumentId instrument, IReadOnlyList<FundingRate> rates, CancellationToken cancellationToken = default) =>
        rates.Count == 0 ? 0 : await TimeAsync("market.funding.write", () => writer.WriteFundingAsync(instrument, rates, cancellationToken));

    public IAsyncEnumerable<FundingRate> ReadFundingAsync(InstrumentId instrument, DateTime from, DateTime to, CancellationToken cancellationToken = default) =>
        TimeFirstAsync("market.funding.read", _facts.ReadFundingAsync(instrument, from, to, cancellationToken), cancellationToken);

    public async Task WriteArchiveAsync(string venue, KnownArchive archive, CancellationToken cancellationToken = default)
    {
        using var clock = timer("market.archives.write");
        await _archives.WriteAsync(venue, archive, cancellationToken);
    }

    public Task<IReadOnlyList<KnownArchive>> ArchivesAsync(string venue, TimeRange range, CancellationToken cancellationToken = default) =>
        TimeAsync("market.archives.read", () => _archives.ReadAsync(venue, range, cancellationToken));

    public Task<FeedAnchor> SetAnchorIfAbsentAsync(InstrumentId instrument, FeedAnchor anchor, CancellationToken cancellationToken = default) =>
        TimeAsync("market.anchor.set", () => _facts.SetAnchorIfAbsentAsync(instrument, anchor, cancellationToken));

    public Task<FeedAnchor?> GetAnchorAsync(InstrumentId instrument, CancellationToken cancellationToken = default) =>
        TimeAsync("market.anchor.get", () => _facts.GetAnchorAsync(instrument, cancellationToken));

    public Task<Gap> OpenGapAsync(Gap gap, CancellationToken cancellationToken = default) =>
        TimeAsync("market.gaps.open", () => _gaps.OpenAsync(gap, cancellationToken));

    public Task<bool> CloseGapAsync(Guid id, GapState state, DateTime closedAt, string? reason = null, CancellationToken cancellationToken = default) =>
        TimeAsync("market.gaps.close", () => _gaps.CloseAsync(id, state, closedAt, reason, cancellationToken));

    public Task<Gap?> GetGapAsync(Guid id, CancellationToken cancellationToken = default) =>
        TimeAsync("market.gaps.get", () => _gaps.GetAsync(id, cancellationToken));

    public Task<IReadOnlyList<Gap>> ListGapsAsync(GapFilter filter = default, CancellationToken cancellationToken = default) =>
        TimeAsync("market.gaps.list", () => _gaps.ListAsync(filter, cancellationToken));

    public Task<IReadOnlyList<CoverageEntry>> CoverageAsync(InstrumentId instrument, CancellationToken cancellationToken = default) =>
        TimeAsync("market.coverage", () => _facts.CoverageAsync(instrument, cancellationToken));

    public async ValueTask DisposeAsync()
    {
        if (writer is IAsyncDisposable disposable)
        {
            await disposable.DisposeAsync();
        }
    }

    private async Task<T> TimeAsync<T>(string operation, Func<Task<T>> ask)
    {
        using var clock = timer(operation);
        return await ask();
    }

    /// <summary>Until the first row is there: what follows waits for the reader too.</summary>
    private async IAsyncEnumerable<T> TimeFirstAsync<T>(string operation, IAsyncEnumerable<T> rows, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var row = rows.GetAsyncEnumerator(cancellationToken);
        bool more;
        using (timer(operation))
        {
            more = await row.MoveNextAsync();
        }

        while (more)
        {
            yield return row.Current;
            more = await row.MoveNextAsync();
        }
    }
}
