namespace Trading.Exchanges.Venues;

/// <summary>How orders go to a venue. Plain values: the service that composes it binds and validates them.</summary>
public sealed record TradingSettings
{
    public required string Venue { get; init; }

    /// <summary>It moves invented money.</summary>
    public bool IsSimulated { get; init; }

    public required Uri RestUrl { get; init; }

    public required Uri UserStreamUrl { get; init; }

    public required string ApiKey { get; init; }

    public required string ApiSecret { get; init; }

    /// <summary>The venue refuses a request that reaches it later than this after its timestamp. Shorter is safer.</summary>
    public int RecvWindowMs { get; init; } = 5000;

    /// <summary>An answer later than this is an unknown outcome.</summary>
    public int RequestTimeoutMs { get; init; } = 10_000;

    /// <summary>Shows everything but the key and the secret.</summary>
    public override string ToString() => $"{Venue} {RestUrl}";
}
