namespace Trading.Exchanges.Binance.Orders;

/// <summary>How the order client talks to the venue. Plain values: the service that composes it binds and validates them.</summary>
public sealed record BinanceTradingOptions
{
    public required string Venue { get; init; }

    public required Uri RestUrl { get; init; }

    public required string ApiKey { get; init; }

    public required string ApiSecret { get; init; }

    /// <summary>The venue refuses a request that reaches it later than this after its timestamp. Shorter is safer, 5 s is the venue's default.</summary>
    public int RecvWindowMs { get; init; } = 5000;

    /// <summary>The venue's back end gives up after 10 s; an answer later than this is an unknown outcome.</summary>
    public int RequestTimeoutMs { get; init; } = 10_000;

    /// <summary>Shows everything but the key and the secret.</summary>
    public override string ToString() => $"{Venue} {RestUrl}";
}
