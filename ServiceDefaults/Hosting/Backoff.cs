namespace Trading.ServiceDefaults.Hosting;

/// <summary>
/// Waits between attempts: doubling from <paramref name="first"/> to <paramref name="max"/>, each shortened by a random part of up to a
/// half so that clients that failed together do not return together.
/// </summary>
public sealed class Backoff(TimeSpan first, TimeSpan max, Random random)
{
    /// <summary>Since the last success.</summary>
    public int Failures { get; private set; }

    /// <param name="failures">Before this one.</param>
    public static TimeSpan Of(int failures, TimeSpan first, TimeSpan max, Random random)
    {
        var full = Math.Min(first.Ticks * Math.Pow(2, Math.Clamp(failures, 0, 16)), max.Ticks);
        return TimeSpan.FromTicks((long)(full * (1 - random.NextDouble() / 2)));
    }

    public TimeSpan Next() => Of(Failures++, first, max, random);

    /// <summary>An attempt has succeeded.</summary>
    public void Reset() => Failures = 0;
}
