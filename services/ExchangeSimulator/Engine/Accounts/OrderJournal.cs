using Trading.ExchangeSimulator.Engine.Markets;
using Trading.ExchangeSimulator.Engine.Matching;

namespace Trading.ExchangeSimulator.Engine.Accounts;

/// <summary>
/// What really happened to client orders: every order request that arrived, duplicates and refused ones included, and every
/// fill. Listeners (user data streams) get each change.
/// </summary>
internal sealed class OrderJournal
{
    private const int Kept = 100_000;
    private readonly List<Action<OrderReport>> _listeners = [];
    private readonly Queue<OrderRequest> _requests = new();
    private readonly Queue<ClientFill> _fills = new();

    public long RequestCount { get; private set; }

    public long FillCount { get; private set; }

    /// <summary>The highest id of a fill in a replay, whose trade ids are not those of the tape; 0 before the first.</summary>
    public long LastPrivateTradeId { get; private set; }

    /// <summary>What a keeper has yet to write.</summary>
    public AccountChanges Unsaved { get; } = new();

    /// <summary>The newest requests, oldest first.</summary>
    public IReadOnlyCollection<OrderRequest> Requests => _requests;

    /// <summary>The newest fills, oldest first.</summary>
    public IReadOnlyCollection<ClientFill> Fills => _fills;

    /// <summary>Those of one symbol, or of one of its orders.</summary>
    public IEnumerable<ClientFill> FillsOf(MarketSpec spec, long? orderId) => _fills.Where(own =>
        own.Market == spec.Kind && own.Symbol == spec.Symbol && (orderId is null || own.Order.OrderId == orderId));

    public void Received(OrderRequest request)
    {
        RequestCount++;
        Keep(_requests, request);
        if (Unsaved.IsWanted)
        {
            Unsaved.Requests.Add(request);
        }
    }

    /// <summary>Goes on with the requests and fills of before.</summary>
    public void Restore(
        IEnumerable<OrderRequest> requests, long requestCount, IEnumerable<ClientFill> fills, long fillCount, long lastPrivateTradeId)
    {
        foreach (var request in requests)
        {
            Keep(_requests, request);
        }

        foreach (var fill in fills)
        {
            Keep(_fills, fill);
        }

        (RequestCount, FillCount, LastPrivateTradeId) = (requestCount, fillCount, lastPrivateTradeId);
    }

    public void Report(OrderReport report)
    {
        var (spec, order, execution, fill, _) = report;
        if (Unsaved.IsWanted)
        {
            Unsaved.Orders[order] = spec.Kind;
        }

        if (fill is not null)
        {
            var filled = new ClientFill(spec.Kind, spec.Symbol, order, fill);
            FillCount++;
            LastPrivateTradeId = fill.TradeId >= Fill.FirstPrivateTradeId ? Math.Max(LastPrivateTradeId, fill.TradeId) : LastPrivateTradeId;
            Keep(_fills, filled);
            if (Unsaved.IsWanted)
            {
                Unsaved.Fills.Add(filled);
            }
        }

        if (execution == ClientOrders.Triggered)
        {
            return;
        }

        foreach (var listener in _listeners.ToArray())
        {
            listener(report);
        }
    }

    public void Listen(Action<OrderReport> listener) => _listeners.Add(listener);

    public void Forget(Action<OrderReport> listener) => _listeners.Remove(listener);

    private static void Keep<T>(Queue<T> newest, T one)
    {
        newest.Enqueue(one);
        if (newest.Count > Kept)
        {
            newest.Dequeue();
        }
    }
}

/// <summary>A fill with the order that it belongs to.</summary>
internal sealed record ClientFill(MarketKind Market, string Symbol, ClientOrder Order, Fill Fill);

/// <summary>One change of a client's order, as the user data stream tells it.</summary>
internal sealed record OrderReport(MarketSpec Spec, ClientOrder Order, string Execution, Fill? Fill, long TimeUs);

/// <summary>One order request that reached the venue.</summary>
/// <param name="Code">0 when accepted, else the venue's error code.</param>
internal sealed record OrderRequest(
    long TimeMs, MarketKind Market, string Symbol, string ClientOrderId, string Side, string Type, string Quantity, string Price, int Code);

/// <summary>What has happened to the account since it was last written.</summary>
internal sealed class AccountChanges
{
    /// <summary>Nothing is collected for an account that lives in memory only.</summary>
    public bool IsWanted { get; set; }

    public List<OrderRequest> Requests { get; } = [];

    public List<ClientFill> Fills { get; } = [];

    /// <summary>Orders that changed, with their market.</summary>
    public Dictionary<ClientOrder, MarketKind> Orders { get; } = [];

    /// <summary>Something else of the account changed, such as a leverage.</summary>
    public bool Account { get; set; }

    public bool IsEmpty => !Account && Requests.Count + Fills.Count + Orders.Count == 0;

    public void Clear()
    {
        Requests.Clear();
        Fills.Clear();
        Orders.Clear();
        Account = false;
    }
}
