namespace Trading.Exchanges.Transport;

/// <summary>How patient the REST client is.</summary>
public sealed class RestOptions
{
    /// <summary>Tries per request, the first one included. More rides out longer outages, but tells of them later.</summary>
    public int MaxAttempts { get; set; } = 6;

    /// <summary>First wait between attempts; it doubles each time, with jitter.</summary>
    public int FirstBackoffMs { get; set; } = 250;

    public int LargestBackoffMs { get; set; } = 10_000;

    /// <summary>One attempt's time, from the first byte sent to the last byte read.</summary>
    public int AttemptTimeoutMs { get; set; } = 10_000;
}
