using Trading.OrderExecution.Domain;

namespace Trading.OrderExecution.Execution;

/// <summary>Outcome of one comparison with the venue.</summary>
/// <param name="Checked">Orders that were not final before.</param>
/// <param name="Changed">Those that have another state or other fills now.</param>
/// <param name="Unresolved">Those whose outcome is still not known.</param>
/// <param name="Answered">False when the venue left a question unanswered: then this is no proof of anything.</param>
internal sealed record ReconcileReport(int Checked, int Changed, int Unresolved, bool Answered, IReadOnlyList<Order> ChangedOrders)
{
    /// <summary>This comparison and the one that followed it, as one.</summary>
    public ReconcileReport And(ReconcileReport next)
    {
        var changed = ChangedOrders.Concat(next.ChangedOrders).GroupBy(order => order.Id)
            .Select(versions => versions.MaxBy(order => order.Version)!).ToList();
        return new ReconcileReport(Math.Max(Checked, next.Checked), changed.Count, next.Unresolved, next.Answered, changed);
    }
}
