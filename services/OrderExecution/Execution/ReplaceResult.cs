using Trading.OrderExecution.Domain;
using Trading.OrderExecution.Risk;

namespace Trading.OrderExecution.Execution;

/// <summary>
/// The new order's result, the rule that denied it, or why the old one could not be replaced. The old order as it is then.
/// </summary>
/// <param name="Refused">A stable code.</param>
internal sealed record ReplaceResult(Order Order, SubmitResult? Submitted = null, RiskDenial? Denied = null, string? Refused = null);
