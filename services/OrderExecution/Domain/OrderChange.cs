namespace Trading.OrderExecution.Domain;

/// <summary>Steps of one order that are committed together.</summary>
internal sealed class OrderChange(Order before)
{
    private readonly List<OrderEvent> _events = [];
    private readonly List<Fill> _fills = [];
    private readonly List<TransitionRefusal> _refusals = [];

    public Order Before { get; } = before;

    public Order Order { get; private set; } = before;

    public IReadOnlyList<OrderEvent> Events => _events;

    public IReadOnlyList<Fill> Fills => _fills;

    public IReadOnlyList<TransitionRefusal> Refusals => _refusals;

    public bool IsChange => _events.Count > 0;

    /// <summary>The venue's time of the news that are taken next. It is kept with a step only, and never goes back.</summary>
    public void StatedAt(DateTime exchangeTime)
    {
        // An answer without a time has the first moment of 1970.
        if (exchangeTime > (Order.ExchangeTime ?? DateTime.UnixEpoch))
        {
            Order = Order with { ExchangeTime = exchangeTime };
        }
    }

    public bool Take(OrderTransition transition)
    {
        if (transition is { Next: { } next, Event: { } @event })
        {
            Order = next;
            _events.Add(@event);
            return true;
        }

        _refusals.Add(transition.Refusal ?? TransitionRefusal.NotAllowed);
        return false;
    }

    public void TakeFill(Fill fill, DateTime at, string? traceId)
    {
        if (Take(OrderMachine.Fill(Order, fill, at, traceId)))
        {
            _fills.Add(fill);
        }
    }
}
