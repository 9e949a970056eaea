using Trading.OrderExecution.Domain;

namespace Trading.OrderExecution.Execution;

/// <summary>Either the new order's result, or why the old one could not be replaced (<paramref name="Refused"/>, a stable code).</summary>
public sealed record ReplaceResult(Order Order, SubmitResult? Submitted, string? Refused);
