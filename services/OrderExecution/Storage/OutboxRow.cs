namespace Trading.OrderExecution.Storage;

/// <summary>A message that is committed and not yet published.</summary>
internal sealed record OutboxRow(long Sequence, Guid MessageId, string Type, string Payload, string? TraceParent, DateTime CreatedAt);
