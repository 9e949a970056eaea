using System.ComponentModel.DataAnnotations;

namespace Trading.ServiceDefaults.Health;

/// <summary>How <c>/ready</c> asks. Section <c>Readiness</c>.</summary>
public sealed class ReadinessOptions
{
    public const string Section = "Readiness";

    /// <summary>Longest time of a check that names none itself; a slower one is unhealthy.</summary>
    [Range(10, 60_000)]
    public int CheckTimeoutMs { get; set; } = 2_000;

    /// <summary>How long an answer serves further askers. Many probes then cost a dependency one question.</summary>
    [Range(0, 60_000)]
    public int CacheMs { get; set; } = 1_000;
}
