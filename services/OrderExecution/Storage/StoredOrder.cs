using Trading.OrderExecution.Domain;

namespace Trading.OrderExecution.Storage;

/// <summary>An order with how it came to be there.</summary>
internal sealed record StoredOrder(Order Order, StoredOrderKind Kind);
