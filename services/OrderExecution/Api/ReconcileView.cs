using Trading.OrderExecution.Domain;
using Trading.OrderExecution.Execution;

namespace Trading.OrderExecution.Api;

/// <summary>Answer of <c>POST /orders/reconcile</c>.</summary>
/// <param name="Complete">False when the venue left a question unanswered, or a balance differs.</param>
/// <param name="BalancesCompared">False when the balances could not be compared, as while fills come in without a pause; ask again.</param>
/// <param name="Differences">Balances that fills and fees do not explain, as last compared.</param>
internal sealed record ReconcileView(
    int Checked,
    int Changed,
    int Unresolved,
    bool Complete,
    bool AccountSynced,
    bool BalancesCompared,
    IReadOnlyList<BalanceDifference> Differences,
    IReadOnlyList<OrderView> Orders)
{
    /// <summary>What was found at several venues, as one.</summary>
    public static ReconcileView Of(IReadOnlyList<ReconcileView> venues) => venues.Count == 1 ? venues[0] : new(
        venues.Sum(venue => venue.Checked),
        venues.Sum(venue => venue.Changed),
        venues.Sum(venue => venue.Unresolved),
        venues.All(venue => venue.Complete),
        venues.All(venue => venue.AccountSynced),
        venues.All(venue => venue.BalancesCompared),
        [.. venues.SelectMany(venue => venue.Differences)],
        [.. venues.SelectMany(venue => venue.Orders)]);

    public static ReconcileView Of(AccountReport report, bool venueOpen)
    {
        var orders = report.Orders;
        return new ReconcileView(
            orders.Checked,
            orders.Changed,
            orders.Unresolved,
            orders.Answered && report.Synced && (report.Compared || !venueOpen) && report.Differences.Count == 0,
            report.Synced,
            report.Compared,
            report.Differences,
            [.. orders.ChangedOrders.Select(order => OrderView.Of(order))]);
    }
}
