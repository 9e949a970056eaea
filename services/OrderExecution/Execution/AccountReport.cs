using Trading.OrderExecution.Domain;

namespace Trading.OrderExecution.Execution;

/// <summary>Outcome of one comparison of orders and balances with the venue.</summary>
/// <param name="Synced">False when the venue did not state the balances.</param>
/// <param name="Compared">False when the balances could not be compared: a fill came in between, or a question stayed unanswered.</param>
internal sealed record AccountReport(ReconcileReport Orders, bool Synced, bool Compared, IReadOnlyList<BalanceDifference> Differences);
