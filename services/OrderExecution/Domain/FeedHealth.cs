namespace Trading.OrderExecution.Domain;

/// <summary>What market data last said of a symbol's feed.</summary>
/// <param name="Problem">Why it is stale, for people; null while every stream is alive and the book is proven in sync.</param>
/// <param name="At">UTC, when market data found it so.</param>
/// <param name="ReceivedAt">UTC, when it reached this process.</param>
internal sealed record FeedHealth(string? Problem, DateTime At, DateTime ReceivedAt);
