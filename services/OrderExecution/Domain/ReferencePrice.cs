namespace Trading.OrderExecution.Domain;

/// <summary>Latest traded price of a symbol.</summary>
/// <param name="ReceivedAt">UTC, when it reached this process: replayed exchange times must not look stale.</param>
internal sealed record ReferencePrice(decimal Price, DateTime ExchangeTime, DateTime ReceivedAt);
