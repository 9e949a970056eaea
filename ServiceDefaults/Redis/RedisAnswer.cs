namespace Trading.ServiceDefaults.Redis;

/// <summary>What Redis said, or that it said nothing (away, slow, not configured): then <paramref name="Value"/> is the default.</summary>
/// <param name="Answered">False when Redis is not configured, not connected or did not answer in time.</param>
public readonly record struct RedisAnswer<T>(bool Answered, T? Value);
