using Trading.ExchangeSimulator.Matching;
using Trading.ExchangeSimulator.Tape;

namespace Trading.ExchangeSimulator.Venue;

/// <summary>
/// What really happened to client orders: every order request that arrived, duplicates and refused ones included, and every
/// fill. Listeners (user data streams) get each change.
/// </summary>
public sealed class OrderJournal
{
    private const int KeptRequests = 100_000;
    private readonly List<Action<OrderReport>> _listeners = [];
    private readonly Queue<OrderRequest> _requests = new();
    private readonly List<ClientFill> _fills = [];

    public long RequestCount { get; private set; }

    /// <summary>The newest requests, oldest first.</summary>
    public IReadOnlyCollection<OrderRequest> Requests => _requests;

    public IReadOnlyList<ClientFill> Fills => _fills;

    public void Received(OrderRequest request)
    {
        RequestCount++;
        _requests.Enqueue(request);
        if (_requests.Count > KeptRequests)
        {
            _requests.Dequeue();
        }
    }

    public void Report(Market market, ClientOrder order, string execution, Fill? fill, long timeUs)
    {
        ArgumentNullException.ThrowIfNull(market);
        ArgumentNullException.ThrowIfNull(order);
        if (fill is not null)
        {
            _fills.Add(new ClientFill(market.Spec.Kind, market.Spec.Symbol, order, fill));
        }

        var report = new OrderReport(market, order, execution, fill, timeUs);
        foreach (var listener in _listeners.ToArray())
        {
            listener(report);
        }
    }

    public void Listen(Action<OrderReport> listener) => _listeners.Add(listener);

    public void Forget(Action<OrderReport> listener) => _listeners.Remove(listener);
}
