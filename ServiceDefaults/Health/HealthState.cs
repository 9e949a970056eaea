using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Trading.ServiceDefaults.Health;

/// <summary>One check's outcome, as <c>/ready</c> shows it.</summary>
/// <param name="DurationMs">How long the check took, in milliseconds.</param>
internal sealed record HealthState(string Name, HealthStatus Status, double DurationMs, string? Description, string? Cause = null);
