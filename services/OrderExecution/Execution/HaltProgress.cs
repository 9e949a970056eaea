using Trading.Contracts;
using Trading.OrderExecution.Domain;
using Trading.OrderExecution.Risk;
using Trading.ServiceDefaults.Hosting;

namespace Trading.OrderExecution.Execution;

/// <summary>
/// The orders that the present halt wants cancelled, and what has become of them. It follows from the stored halt and the open orders,
/// so a restart goes on where the last process ended.
/// </summary>
internal sealed class HaltProgress(
    TradingState state, Markets markets, HaltSignals signals, OrderExecutionMetrics metrics, TimeProvider time)
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan MaxDelay = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, HaltTarget> _targets = [];
    private readonly HashSet<Guid> _sent = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Orders that are to be cancelled and have not ended.</summary>
    public int Pending
    {
        get
        {
            lock (_lock)
            {
                return _targets.Values.Count(target => !target.Order.IsFinal);
            }
        }
    }

    /// <summary>A halt was thrown, or its policy changed.</summary>
    /// <param name="sent">Orders whose outcome was open at that moment.</param>
    public void Begin(IEnumerable<Guid> sent)
    {
        lock (_lock)
        {
            _sent.UnionWith(sent);
            foreach (var target in _targets.Values.Where(target => !target.Order.IsFinal).ToList())
            {
                _targets.Remove(target.Order.Id);
            }

            Refresh();
        }

        signals.Set();
    }

    public void End()
    {
        lock (_lock)
        {
            _targets.Clear();
            _sent.Clear();
        }
    }

    /// <summary>Takes an order that ended in this halt before the process was started.</summary>
    public void Restore(Order ended)
    {
        lock (_lock)
        {
            _targets[ended.Id] = new HaltTarget(ended);
        }
    }

    /// <summary>An order has changed.</summary>
    public void Observe(Order order)
    {
        if (!state.Halt.Halted)
        {
            return;
        }

        TaskCompletionSource changed;
        lock (_lock)
        {
            Refresh();
            if (_targets.TryGetValue(order.Id, out var target) && order.Version >= target.Order.Version)
            {
                Take(target, order);
            }

            (changed, _changed) = (_changed, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        changed.TrySetResult();
    }

    /// <summary>One cancel was tried; what has not ended is tried again later.</summary>
    public void Tried(Guid orderId, string? problem)
    {
        lock (_lock)
        {
            if (_targets.TryGetValue(orderId, out var target) && !target.Order.IsFinal)
            {
                target.DueAt = Now() + Backoff.Of(target.Attempts++, FirstDelay, MaxDelay, Random.Shared);
                target.Problem = problem;
                metrics.HaltCancel("unresolved");
            }
        }
    }

    /// <summary>Orders of one venue to cancel now.</summary>
    public IReadOnlyList<Order> Due(string venue)
    {
        lock (_lock)
        {
            Refresh();
            return [.. Open(venue).Where(target => target.DueAt <= Now()).Select(target => target.Order)];
        }
    }

    /// <summary>Time until the next order of the venue is due; a second when there is none.</summary>
    public TimeSpan NextIn(string venue)
    {
        lock (_lock)
        {
            var open = Open(venue).Select(target => target.DueAt - Now()).ToList();
            return open.Count == 0 ? TimeSpan.FromSeconds(1) : TimeSpan.FromMilliseconds(Math.Max(1, open.Min().TotalMilliseconds));
        }
    }

    /// <summary>Returns once nothing is in flight and nothing is left to cancel, or after <paramref name="atMost"/>.</summary>
    public async Task WaitSettledAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        var until = Now() + atMost;
        while (until - Now() is var left && left > TimeSpan.Zero)
        {
            Task changed;
            lock (_lock)
            {
                if (InFlight(Open()).Count == 0 && _targets.Values.All(target => target.Order.IsFinal))
                {
                    return;
                }

                changed = _changed.Task;
            }

            await changed.WaitAsync(left, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Whether an open order may go on working in this halt.</summary>
    public bool Keeps(Order order)
    {
        return HaltPolicy.ToCancel(state.Halt.CancelOpen, state.OpenOrders(), state.Positions()).All(doomed => doomed.Id != order.Id);
    }

    public HaltReport Report()
    {
        if (!state.Halt.Halted)
        {
            return HaltReport.Empty;
        }

        lock (_lock)
        {
            Refresh();
            var open = Open();
            var kept = state.Halt.CancelOpen == CancelOpen.None ? "cancelOpen is none." : "It only reduces the position.";
            return new HaltReport(
                InFlight(open),
                [.. _targets.Values.Where(target => target.Order.Status == OrderStatus.Cancelled).Select(target => target.Order.Id)],
                [
                    .. _targets.Values.Where(target => target.Order.Status != OrderStatus.Cancelled)
                        .Select(target => new NotCancelled(target.Order.Id, target.Order.Status, target.Reason)),
                    .. open.Values.Where(order => order.Status != OrderStatus.PendingNew && !_targets.ContainsKey(order.Id))
                        .Select(order => new NotCancelled(order.Id, order.Status, kept)),
                ]);
        }
    }

    // An order that was not sent when the switch was thrown is denied before it goes out: there is nothing to cancel.
    private void Refresh()
    {
        if (!state.Halt.Halted)
        {
            return;
        }

        foreach (var order in HaltPolicy.ToCancel(state.Halt.CancelOpen, state.OpenOrders(), state.Positions()))
        {
            if (_targets.TryGetValue(order.Id, out var target))
            {
                Take(target, order);
            }
            else if (order.Status != OrderStatus.PendingNew || _sent.Contains(order.Id))
            {
                _targets[order.Id] = new HaltTarget(order) { DueAt = Now() };
                signals.Set();
            }
        }
    }

    private void Take(HaltTarget target, Order order)
    {
        if (order.Version < target.Order.Version || target.Order.IsFinal)
        {
            return;
        }

        var before = target.Order.Status;
        target.Order = order;
        if (order.Status is OrderStatus.Denied or OrderStatus.Rejected)
        {
            // It never rested anywhere.
            _targets.Remove(order.Id);
        }
        else if (order.IsFinal)
        {
            metrics.HaltCancel(order.Status == OrderStatus.Cancelled ? "cancelled" : "ended");
        }
        else if (before is OrderStatus.PendingNew or OrderStatus.Unknown && order.Status != before)
        {
            target.DueAt = Now();
            signals.Set();
        }
    }

    private IEnumerable<HaltTarget> Open(string venue) =>
        _targets.Values.Where(target => !target.Order.IsFinal && markets.Of(target.Order.Venue) == venue);

    private Dictionary<Guid, Order> Open() => state.OpenOrders().ToDictionary(order => order.Id);

    private List<Guid> InFlight(Dictionary<Guid, Order> open) =>
        [.. _sent.Where(id => open.TryGetValue(id, out var order)
            && (order.Status == OrderStatus.PendingNew || (order.Status != OrderStatus.Unknown && _targets.ContainsKey(id))))];

    private DateTime Now() => time.GetUtcNow().UtcDateTime;
}
