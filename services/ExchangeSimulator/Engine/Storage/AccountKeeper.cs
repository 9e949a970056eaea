using Trading.ExchangeSimulator.Engine.Accounts;
using Trading.ExchangeSimulator.Engine.Markets;
using Trading.ExchangeSimulator.Engine.Matching;

namespace Trading.ExchangeSimulator.Engine.Storage;

/// <summary>
/// Writes what changes of the account, its orders and the ledger, and brings it back after a restart; without a directory it keeps nothing.
/// </summary>
internal sealed class AccountKeeper(SimulatorOptions options, ILogger<AccountKeeper> log) : IDisposable
{
    private const int RecordsAtOnce = 500;

    private readonly Dictionary<(MarketKind, string), SortedDictionary<long, ClientOrder>> _orders = [];
    private AccountFile? _file;
    private TradingAccount? _account;
    private long _replaceAt = options.AccountFileBytes;
    private bool _failing;

    /// <summary>All orders of one symbol that are remembered, by id: those of before too.</summary>
    public SortedDictionary<long, ClientOrder> OrdersOf(MarketKind kind, string symbol)
    {
        if (!_orders.TryGetValue((kind, symbol), out var orders))
        {
            _orders.Add((kind, symbol), orders = []);
        }

        return orders;
    }

    /// <returns>False when there is no account of before.</returns>
    public bool Restore(TradingAccount account)
    {
        _account = account;
        if (string.IsNullOrEmpty(options.Directory))
        {
            return false;
        }

        account.Journal.Unsaved.IsWanted = true;
        (_file, var records) = AccountFile.Open(options.Directory);
        if (records.Count == 0)
        {
            return false;
        }

        foreach (var kept in records.SelectMany(record => record.Orders))
        {
            OrdersOf(kept.Market, kept.Order.Symbol)[kept.Order.OrderId] = kept.Order;
        }

        var last = records[^1];
        account.Journal.Restore(
            records.SelectMany(record => record.Requests), last.RequestCount, records.SelectMany(record => record.Fills).Select(Attach)
                .OfType<ClientFill>(),
            last.FillCount, last.LastPrivateTradeId);
        foreach (var (asset, balance) in last.Balances)
        {
            account.Spot.Restore(asset, balance.Free, balance.Locked);
        }

        account.Futures.Restore(last.Wallet, last.OrderMargin);
        foreach (var position in last.Positions)
        {
            account.Futures.PositionOf(position.Symbol)
                .Restore(position.Quantity, position.EntryPrice, position.Leverage, position.UpdatedUs);
        }

        account.StartOrdinalsAbove(last.Ordinal);
        log.AccountRestored(options.Directory, _orders.Values.Sum(orders => orders.Values.Count(order => order.IsOpen)), last.FillCount);
        return true;
    }

    /// <summary>
    /// Called at the end of every change, before it is answered. What a failing disk does not take is tried again with the next one.
    /// </summary>
    public void Save()
    {
        if (_file is null || _account is not { Journal.Unsaved: { IsEmpty: false } changes } account)
        {
            return;
        }

        try
        {
            if (_file.Length > _replaceAt)
            {
                _file.Replace(Everything(account));
                _replaceAt = Math.Max(options.AccountFileBytes, _file.Length * 2);
            }
            else
            {
                _file.Append(
                    RecordOf(account, changes.Requests, changes.Orders.Select(pair => new KeptOrder(pair.Value, pair.Key)), changes.Fills));
            }

            changes.Clear();
            _failing = false;
        }
        catch (IOException fault)
        {
            if (!_failing)
            {
                _failing = true;
                log.AccountNotSaved(fault, options.Directory!);
            }
        }
    }

    public void Dispose() => _file?.Dispose();

    /// <summary>Null for a fill of an order that is no longer remembered.</summary>
    private ClientFill? Attach(KeptFill kept)
    {
        if (!OrdersOf(kept.Market, kept.Symbol).TryGetValue(kept.OrderId, out var order))
        {
            return null;
        }

        order.Fills.Add(kept.Fill);
        return new ClientFill(kept.Market, kept.Symbol, order, kept.Fill);
    }

    private IEnumerable<AccountRecord> Everything(TradingAccount account) =>
    [
        .. account.Journal.Requests.Chunk(RecordsAtOnce).Select(requests => RecordOf(account, requests, [], [])),
        .. _orders.SelectMany(pair => pair.Value.Values.Select(order => new KeptOrder(pair.Key.Item1, order))).Chunk(RecordsAtOnce)
            .Select(orders => RecordOf(account, [], orders, [])),
        .. account.Journal.Fills.Chunk(RecordsAtOnce).Select(fills => RecordOf(account, [], [], fills)),
    ];

    private static AccountRecord RecordOf(
        TradingAccount account, IReadOnlyList<OrderRequest> requests, IEnumerable<KeptOrder> orders, IEnumerable<ClientFill> fills) => new(
        account.Ordinal,
        account.Journal.RequestCount,
        account.Journal.FillCount,
        account.Journal.LastPrivateTradeId,
        account.Futures.Wallet,
        account.Futures.OrderMargin,
        account.Spot.Balances.ToDictionary(
            pair => pair.Key, pair => new KeptBalance(pair.Value.Free, pair.Value.Locked), StringComparer.Ordinal),
        [.. account.Futures.Positions.Select(
            position => new KeptPosition(position.Symbol, position.Quantity, position.EntryPrice, position.Leverage, position.UpdatedUs))],
        requests,
        [.. orders],
        [.. fills.Select(fill => new KeptFill(fill.Market, fill.Symbol, fill.Order.OrderId, fill.Fill))]);
}
