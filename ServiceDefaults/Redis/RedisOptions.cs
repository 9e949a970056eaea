using System.ComponentModel.DataAnnotations;

namespace Trading.ServiceDefaults.Redis;

/// <summary>The shared cache. Section <c>Redis</c>.</summary>
public sealed class RedisOptions
{
    public const string Section = "Redis";

    /// <summary><c>host:port</c>; empty: no Redis, every read is a miss.</summary>
    public string? Endpoint { get; set; }

    public string? Password { get; set; }

    /// <summary>
    /// How long the first caller waits for a connection. Later callers never wait: while Redis does not answer they miss at once.
    /// </summary>
    [Range(50, 60_000)]
    public int ConnectTimeoutMs { get; set; } = 1_000;

    /// <summary>Longest time of one operation; what takes longer is a miss.</summary>
    [Range(10, 60_000)]
    public int OperationTimeoutMs { get; set; } = 500;
}
