using Trading.Contracts;
using Trading.Exchanges.Orders;
using Trading.OrderExecution.Domain;

namespace Trading.OrderExecution.Risk;

/// <summary>
/// What the risk gate must know about orders and positions, in memory. Check and reservation are one step under one lock, so two
/// orders at once can never both take the last of a limit. The store stays the truth; later versions win here.
/// </summary>
/// <param name="markets">Limits, rates and exposure are those of one venue, its internal book included.</param>
/// <param name="options">Names the account at the venue: whatever is held or open there counts as its, under any name.</param>
internal sealed class TradingState(Markets markets, OrdersOptions options)
{
    private readonly Lock _lock = new();
    private readonly RecentIds _ended = new(4096);
    private readonly Dictionary<Guid, Order> _open = [];
    private readonly Dictionary<(string Account, string Venue, string Symbol), Position> _positions = [];
    private readonly Dictionary<(string? Market, string Account), OrderRateWindow> _rates = [];
    private readonly Dictionary<string, RiskLimits> _limits = new(StringComparer.Ordinal);

    private TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public KillSwitch Switch { get; } = new();

    public TradingHalt Halt => Switch.Halt;

    /// <param name="venue">One of the run.</param>
    public RiskLimits LimitsOf(string venue)
    {
        lock (_lock)
        {
            return _limits.GetValueOrDefault(venue) ?? new RiskLimits();
        }
    }

    public void SetLimits(string venue, RiskLimits limits)
    {
        lock (_lock)
        {
            _limits[venue] = limits;
        }
    }

    /// <summary>
    /// Asks every rule; on approval the order counts as open from now on, until <see cref="Observe(Order)"/> says otherwise.
    /// </summary>
    /// <param name="prices">Of the order's venue.</param>
    /// <param name="requestedAt">UTC, when somebody asked for it.</param>
    public RiskDenial? CheckAndReserve(
        Order draft, ReferencePrices prices, FilterViolation? filterViolation, DateTime requestedAt, IRiskProbe probe,
        out RiskApproved<Order>? approved)
    {
        var now = draft.CreatedAt;
        lock (_lock)
        {
            var market = markets.Of(draft.Venue) ?? throw new InvalidOperationException($"{draft.Venue} is no venue of this run.");
            var key = (market, AccountOf(draft.Account, draft.Venue));
            var rate = _rates.TryGetValue(key, out var known) ? known : _rates[key] = new OrderRateWindow();
            var denial = RiskGate.Check(
                draft, Input(draft, market, prices, filterViolation, requestedAt, rate), LimitsOf(market), probe, out approved);
            if (denial is null)
            {
                rate.Add(now);
                _open[draft.Id] = draft;
            }

            return denial;
        }
    }

    public void Release(Guid orderId)
    {
        lock (_lock)
        {
            _open.Remove(orderId);
        }
    }

    public void Observe(Order order)
    {
        lock (_lock)
        {
            if (order.IsFinal)
            {
                _open.Remove(order.Id);
                _ended.Add(order.Id);
            }
            else if (!_ended.Contains(order.Id) && (!_open.TryGetValue(order.Id, out var seen) || seen.Version <= order.Version))
            {
                _open[order.Id] = order;
            }
        }

        if (order.Status != OrderStatus.PendingNew)
        {
            Switch.OutcomeKnown(order.Id);
        }

        if (order.IsFinal)
        {
            TaskCompletionSource end;
            lock (_lock)
            {
                (end, _end) = (_end, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            }

            end.TrySetResult();
        }
    }

    public void Observe(Position position)
    {
        lock (_lock)
        {
            var key = (position.Account, position.Venue, position.Symbol);
            if (!_positions.TryGetValue(key, out var seen) || seen.Version < position.Version)
            {
                _positions[key] = position;
            }
        }
    }

    /// <summary>
    /// Returns once no market order of the strategy that opens what <paramref name="exit"/> closes is under way, or after
    /// <paramref name="atMost"/>. False when there was none: nothing has changed then.
    /// </summary>
    public async Task<bool> WaitForEntryAsync(Order exit, TimeSpan atMost, TimeProvider time, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        for (var waited = false; ; waited = true)
        {
            Task end;
            lock (_lock)
            {
                if (!_open.Values.Any(order => IsEntryOf(order, exit)))
                {
                    return waited;
                }

                end = _end.Task;
            }

            if (atMost - time.GetElapsedTime(started) is not { Ticks: > 0 } left)
            {
                return waited;
            }

            await end.WaitAsync(left, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    public IReadOnlyList<Order> OpenOrders()
    {
        lock (_lock)
        {
            return [.. _open.Values];
        }
    }

    /// <summary>Open orders of a market's internal book in one symbol; no allocation while there are none.</summary>
    public IReadOnlyList<Order> RestingInternally(string market, string symbol)
    {
        List<Order>? found = null;
        lock (_lock)
        {
            foreach (var order in _open.Values)
            {
                if (order.Route == OrderRoute.Bbook && order.Status == OrderStatus.Accepted && order.Symbol == symbol
                    && markets.Of(order.Venue) == market)
                {
                    (found ??= []).Add(order);
                }
            }
        }

        return found ?? (IReadOnlyList<Order>)[];
    }

    public IReadOnlyList<Position> Positions()
    {
        lock (_lock)
        {
            return [.. _positions.Values];
        }
    }

    private RiskInput Input(
        Order draft, string market, ReferencePrices prices, FilterViolation? filterViolation, DateTime requestedAt, OrderRateWindow rate)
    {
        var now = draft.CreatedAt;
        var account = AccountOf(draft.Account, draft.Venue);
        decimal openBuys = 0, openSells = 0;
        var openOrders = 0;
        foreach (var order in _open.Values)
        {
            // What the order is to replace is gone once it is placed.
            if (order.Id == draft.Replaces || markets.Of(order.Venue) != market || AccountOf(order.Account, order.Venue) != account)
            {
                continue;
            }

            openOrders++;
            if (order.Symbol == draft.Symbol && markets.NameOf(order.Venue) == draft.Venue)
            {
                openBuys += order.Side == Side.Buy ? order.RemainingQuantity : 0;
                openSells += order.Side == Side.Sell ? order.RemainingQuantity : 0;
            }
        }

        decimal position = 0, otherExposure = 0;
        foreach (var held in _positions.Values
            .Where(held => markets.Of(held.Venue) == market && AccountOf(held.Account, held.Venue) == account)
            .GroupBy(held => (Venue: markets.NameOf(held.Venue), held.Symbol)))
        {
            var net = held.Sum(part => part.Quantity);
            var same = held.Key == (draft.Venue, draft.Symbol);
            position = same ? net : position;
            otherExposure += same ? 0 : Math.Abs(net) * (prices.Find(held.Key.Symbol)?.Price ?? held.Max(part => part.AverageEntryPrice));
        }

        var reference = prices.Find(draft.Symbol);
        return new RiskInput(
            draft,
            reference?.Price,
            reference is null ? 0 : (long)(now - reference.ReceivedAt).TotalMilliseconds,
            position,
            openBuys,
            openSells,
            otherExposure,
            openOrders,
            rate.Count(now),
            Halt.Halted,
            filterViolation,
            (long)(now - requestedAt).TotalMilliseconds,
            prices.FeedProblem(draft.Symbol, now));
    }

    private static bool IsEntryOf(Order order, Order exit) =>
        order.Type == OrderType.Market && order.Strategy is not null && order.Strategy == exit.Strategy && order.Side != exit.Side
        && order.Symbol == exit.Symbol && order.Venue == exit.Venue && order.Account == exit.Account;

    private string AccountOf(string name, string venue) => InternalBook.Is(venue) ? name : options.Account;
}
