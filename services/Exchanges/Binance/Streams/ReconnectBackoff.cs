namespace Trading.Exchanges.Binance.Streams;

/// <summary>
/// Waiting times between connection attempts: doubling from <paramref name="first"/> to <paramref name="max"/>, each shortened by a
/// random part of up to a half so that many clients do not return at once. 300 attempts in five minutes ban an address: with at
/// most one a second per connection, five minutes of refusals stay below that.
/// </summary>
public sealed class ReconnectBackoff(TimeSpan first, TimeSpan max, Random random)
{
    private int _failures;

    public TimeSpan Next()
    {
        var factor = Math.Pow(2, Math.Min(_failures++, 16));
        var delay = TimeSpan.FromTicks((long)Math.Min(first.Ticks * factor, max.Ticks));
        return delay * (1 - random.NextDouble() / 2);
    }

    /// <summary>A connection has proven itself.</summary>
    public void Reset() => _failures = 0;
}
