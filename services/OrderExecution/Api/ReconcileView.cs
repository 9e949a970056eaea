using Trading.OrderExecution.Execution;

namespace Trading.OrderExecution.Api;

/// <summary>Answer of <c>POST /orders/reconcile</c>.</summary>
/// <param name="Complete">False when the venue left a question unanswered; ask again.</param>
public sealed record ReconcileView(int Checked, int Changed, int Unresolved, bool Complete, bool AccountSynced, IReadOnlyList<OrderView> Orders)
{
    public static ReconcileView Of(ReconcileReport report, bool accountSynced)
    {
        ArgumentNullException.ThrowIfNull(report);
        return new ReconcileView(
            report.Checked, report.Changed, report.Unresolved, report.Answered && accountSynced, accountSynced,
            [.. report.ChangedOrders.Select(order => OrderView.Of(order))]);
    }
}
