using Trading.Contracts;

namespace Trading.OrderExecution.Domain;

/// <summary>One entry of an order's history.</summary>
/// <param name="Sequence">From 1, without holes.</param>
/// <param name="Status">State after the event.</param>
/// <param name="Detail">For people: reason, fill, venue id.</param>
internal sealed record OrderEvent(int Sequence, OrderEventKind Kind, OrderStatus Status, string? Detail, DateTime At, string? TraceId);
