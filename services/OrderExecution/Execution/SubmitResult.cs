using Trading.OrderExecution.Domain;
using Trading.OrderExecution.Storage;

namespace Trading.OrderExecution.Execution;

/// <summary>What came of a request. <paramref name="Errors"/> is set, and the order null, when the request was bad input.</summary>
internal sealed record SubmitResult(Order? Order, StoredOrderKind Kind, IReadOnlyDictionary<string, string[]>? Errors = null);
