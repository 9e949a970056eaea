using Trading.OrderExecution.Domain;

namespace Trading.OrderExecution.Execution;

/// <summary>Outcome of one comparison with the venue.</summary>
/// <param name="Checked">Orders that were not final before.</param>
/// <param name="Changed">Those that have another state or other fills now.</param>
/// <param name="Unresolved">Those whose outcome is still not known.</param>
/// <param name="Answered">False when the venue left a question unanswered: then this is no proof of anything.</param>
public sealed record ReconcileReport(int Checked, int Changed, int Unresolved, bool Answered, IReadOnlyList<Order> ChangedOrders);
