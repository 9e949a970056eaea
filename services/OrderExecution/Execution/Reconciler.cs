using Trading.Contracts;
using Trading.Exchanges.Orders;
using Trading.OrderExecution.Domain;
using Trading.OrderExecution.Storage;

namespace Trading.OrderExecution.Execution;

/// <summary>
/// Asks the venue about every order that is not final here and takes its word. An order that the venue does not have is given up
/// only once it can no longer arrive: its time to be sent and the venue's acceptance window have both passed.
/// </summary>
internal sealed class Reconciler(
    OrderQueries queries, VenueAccess access, OrderUpdates updates, OrderCancellation cancellation, Markets markets, OrdersOptions options,
    TimeProvider time)
{
    /// <summary>Code of an order that a crash kept from being sent.</summary>
    public const string NotSent = "notSent";

    private readonly SemaphoreSlim _turn = new(1);

    public async Task<ReconcileReport> RunAsync(CancellationToken cancellationToken)
    {
        // One at a time: two would ask the same questions and race for the same rows.
        await _turn.WaitAsync(cancellationToken);
        try
        {
            // Orders of another venue are not this venue's to answer for.
            var orders = (await queries.OpenAsync(cancellationToken)).Where(order => markets.Of(order.Venue) == access.Name);
            return await CompareAsync([.. orders], cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<ReconcileReport> CompareAsync(IReadOnlyList<Order> orders, CancellationToken cancellationToken)
    {
        var answered = true;
        var after = new List<(Order Before, Order After)>();
        foreach (var symbol in orders.GroupBy(order => order.Symbol, StringComparer.Ordinal))
        {
            var listed = access.IsOpen && symbol.Any(order => order.Route == OrderRoute.Abook && IsPlaced(order))
                ? await access.Venue.OpenOrdersAsync(symbol.Key, cancellationToken)
                : null;
            var open = listed?.ToDictionary(order => order.ClientOrderId, StringComparer.Ordinal);
            foreach (var order in symbol)
            {
                var (next, answer) = await CompareAsync(order, open, cancellationToken);
                answered &= answer;
                after.Add((order, next));
            }
        }

        var changed = after.Where(pair => pair.After.Version != pair.Before.Version).Select(pair => pair.After).ToList();
        var unresolved = after.Count(
            pair => pair.After.Status is OrderStatus.Unknown or OrderStatus.PendingNew or OrderStatus.PendingCancel);
        return new ReconcileReport(orders.Count, changed.Count, unresolved, answered, changed);
    }

    private async Task<(Order After, bool Answered)> CompareAsync(
        Order order, Dictionary<string, VenueOrder>? open, CancellationToken cancellationToken)
    {
        if (order.Route == OrderRoute.Bbook)
        {
            return (await GiveUpUnsentAsync(order, cancellationToken), true);
        }

        if (!access.IsOpen)
        {
            // There is no venue to ask, so nothing is known: it may live at the venue.
            return (order, false);
        }

        if (open?.GetValueOrDefault(order.ClientOrderId) is { } listed)
        {
            return (await FollowAsync(await updates.TakeNewsAsync(order, listed, cancellationToken), cancellationToken), true);
        }

        switch (await access.Venue.QueryAsync(order.Symbol, order.ClientOrderId, cancellationToken))
        {
            case OrderLookup.Found found:
                return (await FollowAsync(await updates.TakeNewsAsync(order, found.Order, cancellationToken), cancellationToken), true);
            case OrderLookup.NotFound when IsPlaced(order):
                return (await GiveUpLostAsync(order, cancellationToken), true);
            case OrderLookup.NotFound:
                return (await GiveUpUnsentAsync(order, cancellationToken), true);
            default:
                return (order, false);
        }
    }

    // A cancel that was noted while the outcome was open, or that the venue never answered.
    private async Task<Order> FollowAsync(Order order, CancellationToken cancellationToken) => order switch
    {
        { Status: OrderStatus.PendingCancel } => await cancellation.CancelAtVenueAsync(order, cancellationToken),
        { CancelRequested: true, Status: OrderStatus.Accepted or OrderStatus.PartiallyFilled } =>
            await cancellation.CancelAsync(order, cancellationToken),
        _ => order,
    };

    private async Task<Order> GiveUpUnsentAsync(Order order, CancellationToken cancellationToken)
    {
        var window = order.Route == OrderRoute.Abook ? access.Venue.AcceptanceWindow : TimeSpan.Zero;
        var provenAt = order.CreatedAt.AddMilliseconds(options.MaxSendDelayMs) + window;
        return IsPlaced(order) || time.GetUtcNow().UtcDateTime <= provenAt
            ? order
            : await updates.StepAsync(
                order,
                (current, at, trace) => IsPlaced(current)
                    ? OrderTransition.Refused(TransitionRefusal.NotAllowed)
                    : OrderMachine.Reject(current, NotSent, "It never reached the venue and is not sent again.", at, trace),
                cancellationToken);
    }

    // Accepted once and unknown now: only a venue that lost its state (a restarted simulator) does that.
    private async Task<Order> GiveUpLostAsync(Order order, CancellationToken cancellationToken) =>
        time.GetUtcNow().UtcDateTime - order.UpdatedAt <= access.Venue.AcceptanceWindow
            ? order
            : await updates.StepAsync(
                order, (current, at, trace) => OrderMachine.Expire(current, "The venue no longer knows it.", at, trace), cancellationToken);

    private static bool IsPlaced(Order order) =>
        order.Status is OrderStatus.Accepted or OrderStatus.PartiallyFilled or OrderStatus.PendingCancel;
}
