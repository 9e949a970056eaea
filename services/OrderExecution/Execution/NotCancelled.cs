using Trading.Contracts;

namespace Trading.OrderExecution.Execution;

/// <summary>An order that a halt has not cancelled.</summary>
/// <param name="Reason">For people.</param>
internal sealed record NotCancelled(Guid Id, OrderStatus Status, string Reason);
