using Trading.OrderExecution.Domain;

namespace Trading.OrderExecution.Storage;

/// <summary>What was committed. <paramref name="Position"/> is set when there were fills.</summary>
internal sealed record CommittedChange(OrderChange Change, Position? Position);
