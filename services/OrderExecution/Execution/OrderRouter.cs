using System.Diagnostics;
using Trading.Contracts;
using Trading.Exchanges.Orders;
using Trading.OrderExecution.Domain;
using Trading.OrderExecution.Risk;

namespace Trading.OrderExecution.Execution;

/// <summary>Executes approved orders, and nothing else: at the venue (A-book) or in the internal book (B-book).</summary>
internal sealed class OrderRouter(
    VenueAccess access,
    OrderUpdates updates,
    TradingState state,
    InternalExecution internalBook,
    ProviderStatistics provider,
    OrderExecutionMetrics metrics,
    OrdersOptions options,
    TimeProvider time)
{
    /// <summary>Sends the order at most once, ever: only the caller that stored it calls this, once.</summary>
    public Task<Order> ExecuteAsync(RiskApproved<Order> approved)
    {
        var order = approved.Value;
        return order.Route switch
        {
            OrderRoute.Abook => PlaceAsync(order),
            OrderRoute.Bbook when state.Switch.TryPass(order.Id) =>
                internalBook.ExecuteAsync(order, resting: false, CancellationToken.None),
            OrderRoute.Bbook => DenyAsync(order),
            _ => updates.StepAsync(
                order,
                static (current, at, trace) =>
                    OrderMachine.Reject(current, "unknownRoute", "The order has no route that exists; it was not sent.", at, trace),
                CancellationToken.None),
        };
    }

    // No cancellation from here on: the request is out, only its outcome counts.
    private async Task<Order> PlaceAsync(Order order)
    {
        using var activity = OrderActivity.Start("venue place order");
        var started = time.GetTimestamp();
        var outcome = await access.Venue.PlaceAsync(new NewVenueOrder(
            order.Symbol,
            order.ClientOrderId,
            order.Side,
            order.Type,
            order.TimeInForce,
            order.Quantity,
            order.Price,
            order.StopPrice,
            order.CreatedAt.AddMilliseconds(options.MaxSendDelayMs),
            () => state.Switch.TryPass(order.Id)));
        if (outcome is OrderOutcome.Rejected { Refusal.Class: VenueErrorClass.Withdrawn })
        {
            return await DenyAsync(order);
        }

        Observe(order, outcome, time.GetElapsedTime(started), activity);
        return outcome switch
        {
            OrderOutcome.Accepted accepted => await updates.TakeNewsAsync(order, accepted.Order, CancellationToken.None),
            OrderOutcome.Rejected rejected => await updates.StepAsync(
                order,
                (current, at, trace) => OrderMachine.Reject(current, rejected.Refusal.Class, rejected.Refusal.Message, at, trace),
                CancellationToken.None),
            OrderOutcome.Unknown unknown => await updates.StepAsync(
                order, (current, at, trace) => OrderMachine.MarkUnknown(current, unknown.Reason, at, trace), CancellationToken.None),
            _ => throw new InvalidOperationException("There is no fourth outcome."),
        };
    }

    // The switch was thrown after the risk gate: the order is stored and was never sent.
    private async Task<Order> DenyAsync(Order order)
    {
        Activity.Current?.SetTag("order.denied", KillSwitch.Rule);
        metrics.Refused(KillSwitch.Rule);
        return await updates.StepAsync(
            order,
            (current, at, trace) =>
                OrderMachine.DenyUnsent(current, KillSwitch.Rule, "Trading was halted before the order was sent.", at, trace),
            CancellationToken.None);
    }

    private void Observe(Order order, OrderOutcome outcome, TimeSpan elapsed, Activity? activity)
    {
        var lp = access.Name;
        provider.Sent(elapsed);
        metrics.LpOrder(lp, order.Symbol);
        metrics.LpLatency(lp, LpLatencyKind.Order, elapsed);
        if (outcome is OrderOutcome.Rejected rejected)
        {
            provider.Rejected();
            metrics.LpReject(lp, order.Symbol);
            metrics.Refused(rejected.Refusal.Class);
            activity?.SetStatus(ActivityStatusCode.Error, rejected.Refusal.Class);
        }
        else if (outcome is OrderOutcome.Unknown unknown)
        {
            provider.Unknown();
            metrics.Refused("unknown");
            activity?.SetStatus(ActivityStatusCode.Error, "unknown");
            activity?.SetTag("order.unknown", unknown.Reason);
        }
    }
}
