using Trading.ExchangeSimulator.Engine.Matching;
using Trading.ExchangeSimulator.Engine.Tape;

namespace Trading.ExchangeSimulator.Engine.Accounts;

/// <summary>
/// What really happened to client orders: every order request that arrived, duplicates and refused ones included, and every
/// fill. Listeners (user data streams) get each change.
/// </summary>
internal sealed class OrderJournal
{
    private const int KeptRequests = 100_000;
    private const int KeptFills = 100_000;
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

    public void Received(OrderRequest request)
    {
        RequestCount++;
        Keep(request);
        if (Unsaved.IsWanted)
        {
            Unsaved.Requests.Add(request);
        }
    }

    /// <summary>Goes on with the requests and fills of before.</summary>
    public void Restore(IEnumerable<OrderRequest> requests, long requestCount, IEnumerable<ClientFill> fills, long fillCount, long lastPrivateTradeId)
    {
        foreach (var request in requests)
        {
            Keep(request);
        }

        foreach (var fill in fills)
        {
            Keep(fill);
        }

        (RequestCount, FillCount, LastPrivateTradeId) = (requestCount, fillCount, lastPrivateTradeId);
    }

    public void Report(Market market, ClientOrder order, string execution, Fill? fill, long timeUs)
    {
        if (Unsaved.IsWanted)
        {
            Unsaved.Orders[order] = market.Spec.Kind;
        }

        if (fill is not null)
        {
            var filled = new ClientFill(market.Spec.Kind, market.Spec.Symbol, order, fill);
            FillCount++;
            LastPrivateTradeId = fill.TradeId >= Fill.FirstPrivateTradeId ? Math.Max(LastPrivateTradeId, fill.TradeId) : LastPrivateTradeId;
            Keep(filled);
            if (Unsaved.IsWanted)
            {
                Unsaved.Fills.Add(filled);
            }
        }

        if (execution == ClientOrders.Triggered)
        {
            return;
        }

        var report = new OrderReport(market, order, execution, fill, timeUs);
        foreach (var listener in _listeners.ToArray())
        {
            listener(report);
        }
    }

    public void Listen(Action<OrderReport> listener) => _listeners.Add(listener);

    public void Forget(Action<OrderReport> listener) => _listeners.Remove(listener);

    private void Keep(OrderRequest request)
    {
        _requests.Enqueue(request);
        if (_requests.Count > KeptRequests)
        {
            _requests.Dequeue();
        }
    }

    private void Keep(ClientFill fill)
    {
        _fills.Enqueue(fill);
        if (_fills.Count > KeptFills)
        {
            _fills.Dequeue();
        }
    }
}
