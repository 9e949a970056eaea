using Trading.MarketStore.Bars;
using Trading.MarketStore.Bulk;
using Trading.MarketStore.Gaps;
using Trading.MarketStore.History;
using Trading.MarketStore.Trades;
using Trading.ServiceDefaults.Databases;

namespace Trading.MarketStore;

/// <summary>
/// The shared store of market facts, by what it keeps. Every write is idempotent by the facts' natural keys, so live recording and history
/// may write the same rows in any order. Safe for concurrent use.
/// </summary>
public sealed class MarketStores : IAsyncDisposable
{
    private readonly SqliteBulk? _sqlite;

    /// <param name="database">Of the schema <see cref="MarketSchema"/>, which must be there.</param>
    public MarketStores(Database database)
    {
        _sqlite = database.Postgres is null ? new SqliteBulk(database) : null;
        IBulkWriter bulk = _sqlite is null ? new PostgresBulk(database) : _sqlite;
        Trades = new TradeStore(database, _sqlite is null ? new PostgresTrades(database) : new SqliteTrades(_sqlite));
        Aggregates = new AggregateStore(database, bulk);
        Bars = new BarStore(database, bulk);
        Gaps = new GapLedger(database);
        History = new HistoryStore(database, bulk);
    }

    public ITradeStore Trades { get; }

    public IAggregateStore Aggregates { get; }

    public IBarStore Bars { get; }

    public IGapLedger Gaps { get; }

    public IHistoryStore History { get; }

    public ValueTask DisposeAsync() => _sqlite?.DisposeAsync() ?? ValueTask.CompletedTask;
}
